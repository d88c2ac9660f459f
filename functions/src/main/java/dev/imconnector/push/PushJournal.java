package dev.imconnector.push;

import dev.imconnector.credit.Outcome;
import dev.imconnector.credit.Rejection;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.PushState.WithoutOutcome;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.Workers;
import java.time.Duration;
import java.util.Optional;

/** What becomes of each record of a push: counted, listed, and written down now and then. For use by one thread. */
final class PushJournal {

    private static final int BATCHES_PER_CHECKPOINT = 10;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
    private static final int MOST_HALVINGS = 10;

    /** IM is judged by this many records: when it rejects more than half of them, something is wrong with all. */
    private static final int TRIAL = 1_000;

    /** More records without an outcome than this are an outage in disguise. */
    private static final int MAX_WITHOUT_OUTCOME = 1_000;

    private final RunSession session;
    private final RunRecord run;
    private final PushState state;
    private final Outputs outputs;
    private final Repeats repeats;
    private Workers writer = Workers.caller();
    private int batchesSinceCheckpoint;

    PushJournal(RunSession session, PushState state, Outputs outputs) {
        this.session = session;
        this.run = session.run();
        this.state = state;
        this.outputs = outputs;
        this.repeats = new Repeats(run, state, outputs);
    }

    /** Counts a record that needs no IM: a local reject, one that repeats another, or what a dry run would send. */
    void countLocally(Batch.Row row) {
        if (row.repeated()) {
            repeats.count(row.record());
            return;
        }
        var record = row.record();
        var known = record.amount() != null && record.currencyCode() != null;
        run.count(
                row.isSent() ? Outcome.TO_SEND : Outcome.REJECTED,
                known ? record.currencyCode() : null,
                known ? record.amount() : null);
        if (row.rejection() != null) {
            outputs.reject(record, row.rejection());
        }
    }

    /** Counts the outcome of a record that was sent for the first time in this run. */
    void count(Batch.Row row, CreditOutcome outcome) {
        var record = row.record();
        run.count(outcome.kind(), record.currencyCode(), record.amount());
        state.sent++;
        list(row, outcome);
    }

    /**
     * Counts the outcome of a record in place of FAILED.
     *
     * @param outcome null for one that repeats another
     */
    void countAgain(Batch.Row row, CreditOutcome outcome) {
        var record = row.record();
        state.withoutOutcome.removeIf(each -> each.position() == record.position());
        if (outcome == null) {
            repeats.countAgain(record);
            return;
        }
        run.replace(outcome.kind(), record.currencyCode(), record.amount());
        list(row, outcome);
    }

    private void list(Batch.Row row, CreditOutcome outcome) {
        var record = row.record();
        if (row.isRepeatedByOthers()) {
            repeats.first(record, outcome);
        }
        if (outcome.kind() == Outcome.FAILED) {
            state.withoutOutcome.add(
                    new WithoutOutcome(record.position(), outcome.code(), outcome.reason(), outcome.sentAt(), false));
            return;
        }
        if (outcome.kind() == Outcome.REJECTED) {
            state.rejectedByIm++;
            outputs.reject(record, new Rejection(outcome.code(), outcome.reason()));
        }
        if (outcome.kind() == Outcome.ALREADY_PRESENT) {
            state.presentInIm++;
        }
        outputs.receipt(record, outcome);
    }

    /** Smaller after each invocation that IM's failures ended: sooner or later a batch without a poison record passes. */
    int batchSize() {
        return Math.max(1, state.pins.batchSize() >> Math.min(state.progress.waits(), MOST_HALVINGS));
    }

    /** How many credits at most IM may have taken from an invocation that died before it wrote that down. */
    static long mostLost(int batchSize, int maxInFlight) {
        return (2L * BATCHES_PER_CHECKPOINT + 2L * maxInFlight + 1) * batchSize;
    }

    /** Who writes the checkpoints of {@link #committed} from now on. */
    void checkpointsBy(Workers worker) {
        writer = worker;
    }

    /** The outcomes of a batch are counted: time for a checkpoint? It is written while the sending goes on. */
    void committed() {
        var journal = session.journal();
        state.progress.made(session.now());
        run.waitsNoLonger();
        batchesSinceCheckpoint++;
        if (batchesSinceCheckpoint >= BATCHES_PER_CHECKPOINT
                || outputs.isLarge()
                || journal.isCheckpointOlderThan(CHECKPOINT_INTERVAL)) {
            journal.beginCheckpoint(writer);
            batchesSinceCheckpoint = 0;
        } else {
            journal.countRequests();
            journal.look();
        }
    }

    /** The run must stay ours while a batch is waited for, and whoever stops it means the batches behind that one, too. */
    void lookMeanwhile() {
        session.lease().renewIfDue();
        session.mustNotBeStopped();
    }

    /**
     * Why it makes no sense to send more, or empty.
     *
     * @param justSent how many records the last batch sent
     */
    Optional<Problem> whyPointless(int justSent) {
        var trialJustEnded = state.sent >= TRIAL && state.sent - justSent < TRIAL;
        var bad = state.rejectedByIm + state.withoutOutcome.size();
        if (trialJustEnded && bad * 2 > state.sent) {
            return Optional.of(RunProblems.imRejectsMost(bad, state.sent));
        }
        if (repeats.areTooMany()) {
            return Optional.of(RunProblems.tooManyRepeatedRejected(state.firstsNotInIm.size()));
        }
        return state.withoutOutcome.size() > MAX_WITHOUT_OUTCOME
                ? Optional.of(RunProblems.tooManyWithoutOutcome(state.withoutOutcome.size()))
                : Optional.empty();
    }
}
