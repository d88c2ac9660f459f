package dev.imconnector.push;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.CreditOutcome;
import dev.imconnector.im.CreditSubmission;
import dev.imconnector.im.Rejection;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.push.PushState.WithoutOutcome;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * The second pass: sends slice after slice, several at a time, and counts their outcomes in the order of the input, so
 * that a checkpoint always stands for a whole beginning of it. For use by one thread.
 */
final class Sending {

    /** IM is judged by this many records: when it rejects more than half of them, something is wrong with all. */
    private static final int TRIAL = 1_000;

    private static final int MOST_HALVINGS = 10;

    /** More records without an outcome than this are an outage in disguise. */
    private static final int MAX_WITHOUT_OUTCOME = 1_000;

    private final PushJournal journal;
    private final CreditSubmission submission;
    private final CallTimes times;
    private final Workers workers;
    private final int maxInFlight;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();

    private record UnderWay(Slice slice, Future<CreditSubmission.Result> result) {}

    Sending(PushJournal journal, CreditSubmission submission, CallTimes times, Workers workers, int maxInFlight) {
        this.journal = journal;
        this.submission = submission;
        this.times = times;
        this.workers = workers;
        this.maxInFlight = maxInFlight;
    }

    /**
     * Sends all slices.
     *
     * @param firstTime whether the records come to their first outcome; else they take the place of FAILED ones
     * @throws ProblemException when it must stop; what has an outcome by then is counted
     */
    void send(Slices slices, boolean firstTime) throws InterruptedException {
        BiConsumer<Slice.Row, CreditOutcome> count = firstTime ? this::countFirst : this::countAgain;
        var more = true;
        ProblemException unreadable = null;
        while (more || !underWay.isEmpty()) {
            try {
                more = more && fill(slices);
            } catch (ProblemException e) {
                // What is under way has been sent: it is counted before the input's failure ends the run.
                more = false;
                unreadable = e;
            }
            if (!underWay.isEmpty()) {
                commit(underWay.remove(), count);
            }
        }
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** Smaller after each invocation that IM's failures ended: sooner or later a batch without a poison record passes. */
    private int batchSize() {
        var state = journal.state();
        return Math.max(1, state.pins.batchSize() >> Math.min(state.progress.waits(), MOST_HALVINGS));
    }

    /** Keeps all workers busy and the next batches ready; false after the last slice. */
    private boolean fill(Slices slices) {
        while (underWay.size() < 2 * maxInFlight + 1) {
            var slice = slices.next(batchSize());
            if (slice == null) {
                return false;
            }
            underWay.add(new UnderWay(slice, workers.submit(() -> submit(slice))));
        }
        return true;
    }

    private CreditSubmission.Result submit(Slice slice) throws InterruptedException {
        return slice.credits().isEmpty()
                ? new CreditSubmission.Result(List.of(), null)
                : submission.submit(slice.credits(), times);
    }

    private void commit(UnderWay next, BiConsumer<Slice.Row, CreditOutcome> count) throws InterruptedException {
        var result = await(next.result());
        if (!result.isComplete()) {
            throw result.stoppedBy();
        }
        var outcomes = result.outcomes().iterator();
        for (var row : next.slice().rows()) {
            count.accept(row, row.isSent() ? outcomes.next() : null);
        }
        journal.committed();
        stopIfPointless(next.slice().credits().size());
    }

    private CreditSubmission.Result await(Future<CreditSubmission.Result> result) throws InterruptedException {
        while (true) {
            try {
                return result.get(RunLease.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Still under way, which its own deadline ends; the run must stay ours meanwhile.
                journal.lease().renewIfDue();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
        if (e.getCause() instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (e.getCause() instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A batch ended with an exception that it does not declare", e.getCause());
    }

    private void countFirst(Slice.Row row, CreditOutcome outcome) {
        if (outcome == null) {
            journal.countLocally(row);
            return;
        }
        var record = row.record();
        journal.run().count(Outputs.outcome(outcome.kind()), record.currencyCode(), record.amount());
        journal.state().sent++;
        keep(record, outcome);
    }

    private void countAgain(Slice.Row row, CreditOutcome outcome) {
        var record = row.record();
        journal.run().replace(Outputs.outcome(outcome.kind()), record.currencyCode(), record.amount());
        journal.state().withoutOutcome.removeIf(each -> each.position() == record.position());
        keep(record, outcome);
    }

    private void keep(SourceRecord record, CreditOutcome outcome) {
        switch (outcome.kind()) {
            case FAILED -> {
                journal.state()
                        .withoutOutcome
                        .add(new WithoutOutcome(record.position(), outcome.code(), outcome.reason(), outcome.sentAt()));
                return;
            }
            case REJECTED -> {
                journal.state().rejectedByIm++;
                journal.outputs().reject(record, new Rejection(outcome.code(), outcome.reason()));
            }
            case CREATED, ALREADY_PRESENT -> {}
        }
        journal.outputs().receipt(record, Outputs.outcome(outcome.kind()), outcome.sentAt());
    }

    private void stopIfPointless(int justSent) {
        var state = journal.state();
        var trialJustEnded = state.sent >= TRIAL && state.sent - justSent < TRIAL;
        var bad = state.rejectedByIm + state.withoutOutcome.size();
        if (trialJustEnded && bad * 2 > state.sent) {
            throw new PushException(new Problem(
                    "IM_REJECTS_MOST",
                    "IM rejected " + bad + " of the first " + state.sent + " credits; the others were not sent",
                    "Look at the reasons in the rejects: most likely one setting or one column is wrong for all. Correct"
                            + " it, and push the rest again with retry or under a new runId"));
        }
        if (state.withoutOutcome.size() > MAX_WITHOUT_OUTCOME) {
            throw new PushException(new Problem(
                    "NO_OUTCOME",
                    "IM gave no outcome for " + state.withoutOutcome.size() + " credits; the others were not sent",
                    "Ask SAP support whether the batch interface works as it should, then call again with retry"));
        }
    }
}
