package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.write.CreditTerms;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.Duplicates;
import dev.imconnector.push.FirstPass;
import dev.imconnector.push.FirstPassResult;
import dev.imconnector.push.InputVerdict;
import dev.imconnector.push.MappedFields;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.settings.EmptyInput;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.time.Deadline;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a push would do with an input, found without sending anything: the first pass, told for people. Needs memory for
 * the first pass, five credits, and at most 1,000 totals and reasons.
 *
 * @param result what the first pass found
 * @param first the first credits, as they would be sent
 * @param totals of the credits that would be sent, by currency and period
 * @param reasons of the rejects, by code
 * @param allTotals whether there were no more totals than are kept
 * @param unknown what was not checked, because only IM knows it
 * @param refusal why a push would send nothing of it all, or empty
 */
record Preview(
        FirstPassResult result,
        List<Credit> first,
        Map<Group, Total> totals,
        Map<String, Reason> reasons,
        boolean allTotals,
        List<String> unknown,
        Optional<Problem> refusal) {

    private static final String WOULD_SEND_NOTHING = "A push would send nothing: ";
    private static final int FIRST = 5;
    private static final int MOST_GROUPS = 1_000;
    private static final Duration LONGEST_ASKING = Duration.ofMinutes(2);

    /** What is totalled together. */
    record Group(String currencyCode, String periodId) implements Comparable<Group> {

        @Override
        public int compareTo(Group other) {
            var byCurrency = currencyCode.compareTo(other.currencyCode);
            return byCurrency != 0 ? byCurrency : periodId.compareTo(other.periodId);
        }
    }

    record Total(long count, BigDecimal amount) {

        Total plus(BigDecimal more) {
            return new Total(count + 1, amount.add(more));
        }
    }

    /** @param example the first record of that reason */
    record Reason(long count, String example) {}

    /** What a push would do with what is at that place, under that environment, now, as far as that is known without IM. */
    static Preview of(Location credits, Map<String, String> environment, Clock clock) {
        return of(credits, environment, Connector.stores(environment), clock);
    }

    /**
     * The same, by what IM says of periods and units.
     *
     * @throws dev.imconnector.problem.ProblemException when IM cannot be asked, or a push would fail
     */
    static Preview asking(Location credits, Map<String, String> environment, Clock clock) throws InterruptedException {
        var terms = Connector.warm(environment, ClientRole.WRITER, RunMetrics.NONE)
                .termsOfIm(Deadline.after(LONGEST_ASKING, clock));
        return of(credits, environment, Connector.stores(environment), terms, clock);
    }

    /** @param store where the credits and their mapping are */
    static Preview of(Location credits, Map<String, String> environment, ObjectStore store, Clock clock) {
        var settings = new SettingsReader(environment, path -> Map.of(), clock).read();
        return of(credits, environment, store, Connector.termsWithoutIm(settings), clock);
    }

    private static Preview of(
            Location credits, Map<String, String> environment, ObjectStore store, CreditTerms terms, Clock clock) {
        var settings = new SettingsReader(environment, path -> Map.of(), clock).read();
        var plausibility =
                settings.plausibility().on(settings.businessCalendar().businessDate(clock.instant()));
        var mapping = Optional.ofNullable(environment.get("IM_CREDIT_MAPPING"))
                .filter(text -> !text.equals("none"))
                .map(Location::parse)
                .map(at -> CreditMappings.read(at, store));
        mapping.ifPresent(each -> MappedFields.mustBeOfIm(each, environment.get("IM_CREDIT_MAPPING"), terms.faultOf()));
        var files = new CreditFiles(store, CreditFiles.at(credits, store), mapping, plausibility.and(terms.check()));
        var result = new FirstPass(files, plausibility, rows -> {}).run();
        return of(files, result, terms.unknown(), refusal(result, settings, credits));
    }

    /** By the rule of the push, in the words of somebody who has not pushed yet. */
    private static Optional<Problem> refusal(FirstPassResult result, Settings settings, Location credits) {
        var percent = settings.rejectThresholdPercent();
        return InputVerdict.of(result, percent, settings.emptyInput() == EmptyInput.OK, credits.toString())
                .map(problem -> result.records() == 0
                        ? new Problem(problem.code(), WOULD_SEND_NOTHING + problem.message(), problem.fix())
                        : new Problem(
                                problem.code(),
                                WOULD_SEND_NOTHING
                                        + "%,d of %,d records are rejected, more than reject-threshold-percent (%d) allows"
                                                .formatted(result.rejected(), result.records(), percent),
                                "Correct the export, or set IM_REJECT_THRESHOLD_PERCENT"));
    }

    private static Preview of(
            CreditSource source, FirstPassResult result, List<String> unknown, Optional<Problem> refusal) {
        var first = new ArrayList<Credit>();
        var totals = new TreeMap<Group, Total>();
        var reasons = new TreeMap<String, Reason>();
        var all = true;
        try (var reading = source.open(0)) {
            SourceRecord next;
            while ((next = reading.next()) != null) {
                if (!next.isValid()) {
                    count(next, next.rejection(), reasons);
                    continue;
                }
                var verdict = result.duplicates().verdict(next);
                if (verdict == Duplicates.Verdict.CONFLICTING) {
                    count(next, result.duplicates().conflict(next), reasons);
                } else if (verdict != Duplicates.Verdict.SAME_CONTENT) {
                    if (first.size() < FIRST) {
                        first.add(next.credit());
                    }
                    all &= add(next.credit(), totals);
                }
            }
        }
        return new Preview(result, first, totals, reasons, all, unknown, refusal);
    }

    private static void count(SourceRecord record, Rejection rejection, Map<String, Reason> reasons) {
        var code = rejection.code();
        var before = reasons.get(code);
        reasons.put(
                code,
                before == null
                        ? new Reason(
                                1,
                                Location.parse(record.file()).name() + ", line " + record.line() + ": "
                                        + rejection.reason())
                        : new Reason(before.count + 1, before.example));
    }

    private static boolean add(Credit credit, Map<Group, Total> totals) {
        var group = new Group(credit.currencyCode(), credit.periodId());
        if (!totals.containsKey(group) && totals.size() >= MOST_GROUPS) {
            return false;
        }
        totals.merge(group, new Total(1, credit.amount()), (a, b) -> a.plus(credit.amount()));
        return true;
    }

    private void warnings(Console console) {
        if (!result.warnings().isEmpty()) {
            console.line("To look at");
            result.warnings()
                    .forEach(warning ->
                            console.line("  %-20s %,12d  %s", warning.code(), warning.count(), warning.message()));
        }
    }

    /** Prints the counts and totals. */
    void show(Console console) {
        console.line("%-12s %,d", "Records", result.records());
        console.line("%-12s %,d", "  to send", result.toSend());
        console.line("%-12s %,d", "  repeated", result.sameContent());
        console.line("%-12s %,d", "  rejected", result.rejected());
        if (result.leftOut() > 0) {
            console.line("%-12s %,d", "  left out", result.leftOut());
        }
        if (!totals.isEmpty()) {
            console.line("Totals of what would be sent, by currency and period");
            totals.forEach((group, total) -> console.line(
                    "  %s  %-14s %,12d  %20s",
                    group.currencyCode, group.periodId, total.count, Counted.amount(total.amount)));
            if (!allTotals) {
                console.line("  … and more: there are more than %,d of them; is periodId right?", MOST_GROUPS);
            }
        }
        if (!reasons.isEmpty()) {
            console.line("Rejects by reason");
            reasons.forEach(
                    (code, reason) -> console.line("  %-20s %,12d  such as %s", code, reason.count, reason.example));
        }
        warnings(console);
    }

    /** Says why a push would send nothing, if that is so: last, because it is what counts. */
    void showRefusal(Console console) {
        refusal.ifPresent(why -> console.line("%s. %s.", why.message(), why.fix()));
    }
}
