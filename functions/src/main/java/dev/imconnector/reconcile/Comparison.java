package dev.imconnector.reconcile;

import dev.imconnector.credit.Plausibility;
import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.push.Duplicates;
import dev.imconnector.push.FirstPass;
import dev.imconnector.push.FirstPassResult;
import dev.imconnector.source.CreditSource;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * The comparison itself. The CRM's files are read as the push reads them, so what it would reject is expected nowhere. No
 * order is relied on: IM sorts texts by rules of its own. For one use.
 */
final class Comparison {

    private static final int BETWEEN_BEATS = 1_000;

    /** Of that many changed amounts it is kept what IM has, to be shown beside what the CRM has; of more it is left out. */
    private static final int MOST_KEPT = 10_000;

    private static final Plausibility NO_RULES = PlausibilityRules.NONE.on(LocalDate.EPOCH);

    private final CreditSource source;
    private final boolean ignoreExtra;
    private final PushedCredits pushed;
    private final Runnable heartbeat;
    private final long mostRecords;
    private final Map<Integer, PushedCredit> changed = new HashMap<>();
    private final TreeSet<String> periods = new TreeSet<>();
    private FirstPassResult input;
    private ExpectedCredits expected;
    private long steps;

    /**
     * @param ignoreExtra whether credits that only IM has do not count as differences; those that it set to ERROR or
     *     REVERSED still do
     * @param pushed how IM shows what was pushed
     * @param heartbeat called now and then; what it throws ends the comparison
     * @param mostRecords how many credits of the CRM the memory there is holds the hashes of
     */
    Comparison(CreditSource source, boolean ignoreExtra, PushedCredits pushed, Runnable heartbeat, long mostRecords) {
        this.mostRecords = mostRecords;
        this.source = source;
        this.ignoreExtra = ignoreExtra;
        this.pushed = pushed;
        this.heartbeat = heartbeat;
    }

    /**
     * The periods of the credits, for a filter.
     *
     * @param most of more than that, this many and one are given
     */
    TreeSet<String> periods(int most) {
        try (var records = source.open(0)) {
            for (var record = records.next(); record != null && periods.size() <= most; record = records.next()) {
                if (record.isValid()) {
                    periods.add(record.credit().periodId());
                }
                beat();
            }
        }
        return periods;
    }

    /** Reads and checks the input, as a push does before it sends. */
    void readInput() {
        input = new FirstPass(source, NO_RULES, rows -> heartbeat.run(), mostRecords).run();
        expected = new ExpectedCredits(input.toSend());
        try (var records = source.open(0)) {
            for (var record = records.next(); record != null; record = records.next()) {
                if (isExpected(record)) {
                    var credit = record.credit();
                    expected.add(credit.sourceRef(), credit.amount(), credit.currencyCode());
                }
                beat();
            }
        }
    }

    private boolean isExpected(SourceRecord record) {
        if (!record.isValid()) {
            return false;
        }
        var verdict = input.duplicates().verdict(record);
        return verdict == Duplicates.Verdict.UNIQUE || verdict == Duplicates.Verdict.FIRST;
    }

    /** How many credits IM should hold. */
    int expected() {
        return expected.size();
    }

    /** @param parts gzipped JSON lines, as a pull writes them */
    void compare(List<StoredObject> parts, ObjectStore store, Differences differences) throws IOException {
        for (var part : parts) {
            try (var lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(store.open(part), 64 * 1024), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(pushed.read(line), differences);
                    beat();
                }
            }
        }
        tellTheRest(differences);
    }

    private void take(PushedCredit found, Differences differences) throws IOException {
        switch (found.standing()) {
            case IN_ERROR -> differences.add(DifferenceKind.IM_ERROR, null, found);
            case REVERSED -> differences.add(DifferenceKind.IM_REVERSED, null, found);
            case TAKEN -> {}
        }
        var place = expected.find(found.sourceRef());
        if (place == ExpectedCredits.ABSENT) {
            if (!ignoreExtra) {
                differences.add(DifferenceKind.EXTRA, null, found);
            }
            return;
        }
        if (!expected.see(place)) {
            differences.add(DifferenceKind.TWICE, null, found);
        }
        if (found.amount() == null || !expected.hasAmount(place, found.amount(), found.currencyCode())) {
            if (changed.size() < MOST_KEPT) {
                changed.put(place, found);
            } else {
                differences.add(DifferenceKind.CHANGED_AMOUNT, null, found);
            }
        }
    }

    /** What is not in IM, and what the CRM has where IM has another amount: by reading the input once more. */
    private void tellTheRest(Differences differences) throws IOException {
        if (expected.seen() == expected.size() && changed.isEmpty()) {
            return;
        }
        try (var records = source.open(0)) {
            for (var record = records.next(); record != null; record = records.next()) {
                beat();
                if (!isExpected(record)) {
                    continue;
                }
                var place = expected.find(record.sourceRef());
                if (!expected.isSeen(place)) {
                    differences.add(DifferenceKind.MISSING, record, null);
                } else if (changed.containsKey(place)) {
                    differences.add(DifferenceKind.CHANGED_AMOUNT, record, changed.get(place));
                }
            }
        }
    }

    private void beat() {
        if (++steps % BETWEEN_BEATS == 0) {
            heartbeat.run();
        }
    }
}
