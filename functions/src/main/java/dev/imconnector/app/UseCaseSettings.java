package dev.imconnector.app;

import dev.imconnector.pull.PullOutput;
import dev.imconnector.pull.PullSettings;
import dev.imconnector.pull.RowSelection;
import dev.imconnector.push.PushPins;
import dev.imconnector.push.PushSettings;
import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.settings.EmptyInput;
import dev.imconnector.settings.FormulaGuard;
import dev.imconnector.settings.ImDialect;
import dev.imconnector.settings.Settings;
import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** What the settings become: the values that each use case takes. */
final class UseCaseSettings {

    /** Of each valid record, for equal sourceRefs; three fifths of the heap may be theirs. */
    private static final int HASH_BYTES = 16;

    /** The same, and for the comparison with IM: hash, number and amount of each. */
    private static final int COMPARED_BYTES = HASH_BYTES + 16 + 12 + 8;

    private UseCaseSettings() {}

    static PushSettings push(Settings now) {
        return new PushSettings(
                now.businessCalendar(),
                new PushPins(
                        now.batchSize(),
                        now.rejectThresholdPercent(),
                        now.emptyInput() == EmptyInput.OK,
                        now.alreadyExistsPattern().pattern(),
                        now.creditMapping().map(Location::toString).orElse(null),
                        now.plausibility(),
                        now.rejectsFormulaGuard() == FormulaGuard.ON,
                        now.dialect() == ImDialect.COURSE ? null : now.ofATransaction()),
                now.maxInFlight(),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout(),
                longest(now),
                mostOf(HASH_BYTES));
    }

    /** How many credits a comparison can hold. */
    static long mostCompared() {
        return mostOf(COMPARED_BYTES);
    }

    private static long mostOf(int bytes) {
        return Runtime.getRuntime().maxMemory() / 5 * 3 / bytes;
    }

    /** How long IM may be at work on a request, whoever waits for it or not. */
    static Duration longest(Settings now) {
        var settle = now.dialect() == ImDialect.TENANT ? now.settle() : Duration.ZERO;
        return Collections.max(List.of(now.requestTimeout(), settle));
    }

    static PullSettings pull(Settings now) {
        return new PullSettings(
                now.businessCalendar(),
                now.apiUrl(),
                now.pageSize(),
                new RowSelection(now.resultsFilter(), now.resultsSelect(), now.resultsOrderby()),
                new PullOutput(
                        now.resultsFormat(),
                        now.resultsFormulaGuard() == FormulaGuard.ON,
                        now.emptyResults() == EmptyInput.OK),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout());
    }

    /** A pull to which no row at all is an answer too. */
    static PullSettings allRows(Settings now) {
        return new PullSettings(
                now.businessCalendar(),
                now.apiUrl(),
                now.pageSize(),
                RowSelection.OPEN,
                new PullOutput(RowsFormat.JSONL, false, true),
                new GiveUpPolicy(now.inputWait(), now.giveUpAfter()),
                now.requestTimeout());
    }
}
