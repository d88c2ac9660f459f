package dev.imconnector.push;

import dev.imconnector.credit.Outcome;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.push.PushState.NotInIm;
import dev.imconnector.push.PushState.WithoutOutcome;
import dev.imconnector.run.RunRecord;
import dev.imconnector.source.SourceRecord;

/**
 * Equal records: the first is sent for all, and the others fare as it does. They are already present once it is in IM; when
 * it is not, neither are they, and nothing may say so. For use by one thread.
 */
final class Repeats {

    /** Of so many at most it is kept in memory and in the checkpoint why they are not in IM. */
    private static final int MOST = 2_000;

    private final RunRecord run;
    private final PushState state;
    private final Outputs outputs;

    Repeats(RunRecord run, PushState state, Outputs outputs) {
        this.run = run;
        this.state = state;
        this.outputs = outputs;
    }

    /** Takes note of what became of the one that is sent. */
    void first(SourceRecord record, CreditOutcome outcome) {
        var sourceRef = record.credit().sourceRef();
        if (outcome.kind().isInIm()) {
            state.firstsNotInIm.remove(sourceRef);
        } else {
            state.firstsNotInIm.put(
                    sourceRef, new NotInIm(outcome.kind(), outcome.code(), outcome.reason(), outcome.sentAt()));
        }
    }

    /** Whether more of those that are sent are not in IM than can be kept in mind. */
    boolean areTooMany() {
        return state.firstsNotInIm.size() > MOST;
    }

    /** Counts one of the others. */
    void count(SourceRecord record) {
        var first = state.firstsNotInIm.get(record.credit().sourceRef());
        run.count(outcome(first), record.currencyCode(), record.amount());
        list(record, first);
    }

    /** Counts one of the others in place of FAILED. */
    void countAgain(SourceRecord record) {
        var first = state.firstsNotInIm.get(record.credit().sourceRef());
        run.replace(outcome(first), record.currencyCode(), record.amount());
        list(record, first);
    }

    private static Outcome outcome(NotInIm first) {
        return first == null ? Outcome.ALREADY_PRESENT : first.kind();
    }

    private void list(SourceRecord record, NotInIm first) {
        if (first == null) {
            return;
        }
        if (first.kind() == Outcome.FAILED) {
            state.withoutOutcome.add(
                    new WithoutOutcome(record.position(), first.code(), first.reason(), first.sentAt(), true));
        } else {
            outputs.reject(record, new Rejection(first.code(), first.reason()));
        }
    }
}
