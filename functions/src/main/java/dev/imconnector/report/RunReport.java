package dev.imconnector.report;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.report.ReportPage.Card;
import dev.imconnector.report.ReportPage.Fact;
import dev.imconnector.report.ReportPage.Reasons;
import dev.imconnector.run.Presence;
import dev.imconnector.run.RunAttempt;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunTotal;
import dev.imconnector.store.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as one page: how it ended first, then what became of its records, what it cost, and how it went. For one use.
 */
final class RunReport {

    private static final int MOST_LISTED = 20;

    private final RunRecord run;
    private final ReportFacts facts;

    private RunReport(RunRecord run, ReportFacts facts) {
        this.run = run;
        this.facts = facts;
    }

    /** The page as HTML. */
    static String of(RunRecord run, ReportFacts facts) {
        return PageTemplate.fill(new RunReport(run, facts).page());
    }

    private ReportPage page() {
        var records = switch (run.kind()) {
            case CREDIT_PUSH -> records();
            case RESULTS_PULL -> rows();
            case RECONCILIATION -> comparison();
        };
        return new ReportPage(header(), warnings(), records, reasons(), requests(), invocations(), about());
    }

    private ReportPage.Header header() {
        var error = run.error()
                .map(found ->
                        found.fix().isEmpty() ? new Problem(found.code(), found.message(), "See the runbook") : found);
        return new ReportPage.Header(kind(), run.id(), run.status().name(), Verdict.of(run, facts), error);
    }

    private String kind() {
        return switch (run.kind()) {
            case CREDIT_PUSH -> facts.nothingIsSent() ? "Push of credits, dry run" : "Push of credits";
            case RESULTS_PULL -> "Pull from IM";
            case RECONCILIATION -> "Reconciliation of the CRM with IM";
        };
    }

    private Optional<ReportPage.Warnings> warnings() {
        var rows = run.warnings().stream()
                .map(warning ->
                        new ReportPage.Warning(warning.code(), warning.message(), Figures.count(warning.count())))
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportPage.Warnings(rows));
    }

    private ReportPage.Records records() {
        var cards = facts.nothingIsSent() ? lookedAt() : pushed();
        return new ReportPage.Records("Records", cards, Optional.empty(), Optional.empty(), totals());
    }

    private List<Card> lookedAt() {
        return List.of(
                Card.of("Read", run.read()),
                Card.of("Would be sent", run.toSend().orElse(0L), run.read()),
                Card.of("Repeated", run.alreadyPresent(), run.read()),
                Card.of("Would be rejected", run.rejected(), run.read()),
                Card.of("Left out", run.leftOut()));
    }

    private List<Card> pushed() {
        var cards = new ArrayList<>(List.of(
                Card.of("Read", run.read()),
                Card.of("Created", run.created(), run.read()),
                Card.of("Present", run.alreadyPresent(), run.read()),
                Card.of("Rejected", run.rejected(), run.read()),
                Card.of("Failed", run.failed(), run.read()),
                Card.of("Left out", run.leftOut())));
        run.presence().ifPresent(found -> {
            cards.add(Card.of("In IM before, with a receipt", found.withReceipt(), found.inIm()));
            cards.add(Card.of("In IM before, without one", found.withoutReceipt(), found.inIm()));
        });
        return cards;
    }

    private ReportPage.Records rows() {
        var cards = List.of(Card.of("Rows", run.rows()), Card.of("Pages", run.pages()));
        return new ReportPage.Records("Rows", cards, output(), Optional.empty(), Optional.empty());
    }

    private ReportPage.Records comparison() {
        var cards = List.of(
                Card.of("Credits of the CRM", run.read()),
                Card.of("Credits of IM", run.rows()),
                Card.of("Differences", differences(run)));
        return new ReportPage.Records("Compared", cards, Optional.empty(), output(), Optional.empty());
    }

    private Optional<String> output() {
        return run.output().map(Location::toString);
    }

    static long differences(RunRecord run) {
        return run.differences().values().stream().mapToLong(Long::longValue).sum();
    }

    private Optional<ReportPage.Totals> totals() {
        var rows = run.totals().stream()
                .filter(total -> total.currencyCode() != null)
                .map(this::total)
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportPage.Totals(rows));
    }

    private ReportPage.Total total(RunTotal total) {
        return new ReportPage.Total(
                total.currencyCode(),
                words(total.outcome()),
                Figures.count(total.count()),
                Figures.amount(total.amount()));
    }

    private String words(Outcome outcome) {
        return switch (outcome) {
            case CREATED -> "Created";
            case ALREADY_PRESENT -> facts.nothingIsSent() ? "Repeated" : "Present";
            case REJECTED -> facts.nothingIsSent() ? "Would be rejected" : "Rejected";
            case FAILED -> "Failed";
            case TO_SEND -> "Would be sent";
        };
    }

    private List<Reasons> reasons() {
        var result = new ArrayList<Reasons>();
        if (run.kind() == RunKind.RECONCILIATION) {
            reasons("differences", "Differences, by kind", facts.rejected(), differences(run), result);
        } else {
            reasons("rejected", "Rejected, by reason", facts.rejected(), run.rejected(), result);
        }
        reasons("failed", "Without an outcome, by what IM said", facts.withoutOutcome(), run.failed(), result);
        return result;
    }

    private void reasons(String id, String title, RejectReasons reasons, long count, List<Reasons> to) {
        if (reasons.isEmpty()) {
            return;
        }
        to.add(new Reasons(
                id,
                title,
                "Reasons of " + Figures.count(count, "record"),
                reasons.sorted().stream().map(RunReport::reason).toList(),
                run.rejects().map(Location::name)));
    }

    private static ReportPage.Reason reason(RejectReasons.Reason reason) {
        var examples = reason.examples.stream()
                .map(example -> new ReportPage.Example(
                        example.sourceRef().isEmpty() ? "(no sourceRef)" : example.sourceRef(), example.place()))
                .toList();
        var text = reason.text == null ? "(other reasons)" : reason.text;
        return new ReportPage.Reason(reason.code, text, Figures.count(reason.count), examples);
    }

    private ReportPage.Requests requests() {
        var traffic = run.requestCounts();
        var cards = List.of(
                Card.of("Requests", traffic.requests()),
                Card.of("For tokens", traffic.tokenFetches()),
                Card.of("Answered 429", traffic.throttled()),
                Card.of("Repeated", traffic.retried()));
        var none = traffic.requests() == 0;
        return new ReportPage.Requests(cards, none, none ? Optional.empty() : RequestChart.of(facts));
    }

    private Optional<ReportPage.Invocations> invocations() {
        var attempts = run.attempts();
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        var sentence = attempts.size() == 1
                ? "One invocation."
                : "The run took " + Figures.count(attempts.size()) + " invocations.";
        var rows = new ArrayList<ReportPage.Invocation>();
        var areMany = attempts.size() > MOST_LISTED;
        rows.add(invocation(1, attempts.get(0), areMany));
        for (int i = areMany ? attempts.size() - MOST_LISTED + 1 : 1; i < attempts.size(); i++) {
            rows.add(invocation(i + 1, attempts.get(i), false));
        }
        return Optional.of(new ReportPage.Invocations(sentence, rows));
    }

    private static ReportPage.Invocation invocation(int number, RunAttempt attempt, boolean othersFollow) {
        return new ReportPage.Invocation(
                Figures.count(number),
                Figures.moment(attempt.startedAt()),
                Figures.duration(attempt.startedAt(), attempt.endedAt()),
                end(attempt.end()),
                othersFollow);
    }

    private static String end(String end) {
        if (end == null) {
            return "not yet";
        }
        return switch (end) {
            case "INCOMPLETE" -> "stopped cleanly, to be resumed";
            case "DIED" -> "died; the next invocation took over";
            default -> end;
        };
    }

    private List<Fact> about() {
        var result = new ArrayList<Fact>();
        var ended = run.finishedAt().orElse(null);
        result.add(Fact.text("Started (UTC)", Figures.moment(run.startedAt())));
        result.add(Fact.text("Ended (UTC)", Figures.moment(ended)));
        result.add(Fact.text("Took", Figures.duration(run.startedAt(), ended)));
        run.requestedBy().ifPresent(who -> result.add(Fact.text("Requested by", who)));
        list("Input", run.input().stream().map(RunInput::uri).toList(), result);
        list("Came too late, not part of this run", run.lateInput(), result);
        list("Skipped because of its name, not part of this run", run.ignoredInput(), result);
        run.rejects().ifPresent(at -> result.add(Fact.file("Rejects", at.toString())));
        run.receipts().ifPresent(at -> result.add(Fact.file("Receipts", at.toString())));
        run.presence()
                .map(Presence::corrections)
                .ifPresent(at -> result.add(Fact.file("Corrections that are not in IM", at)));
        run.version().ifPresent(version -> result.add(Fact.text("Connector", version)));
        return result;
    }

    private static void list(String name, List<String> uris, List<Fact> to) {
        if (uris.isEmpty()) {
            return;
        }
        var beyond = uris.size() - MOST_LISTED;
        to.add(Fact.list(
                name,
                new ReportPage.FileList(
                        uris.subList(0, Math.min(MOST_LISTED, uris.size())),
                        beyond > 0 ? Optional.of("and " + Figures.count(beyond) + " more") : Optional.empty())));
    }
}
