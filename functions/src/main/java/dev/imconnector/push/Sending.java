package dev.imconnector.push;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.dialect.CreditBatch;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.Workers;
import dev.imconnector.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * The second pass: sends batch after batch, several at a time, and counts their outcomes in the order of the input, so
 * that a checkpoint always stands for a whole beginning of it. Whatever stops it, no batch is begun any more, and it
 * ends only when each one under way has: sent again while IM is still at work on it, a credit would be under way twice.
 * For use by one thread.
 */
public final class Sending {

    private static final Future<CreditSubmission.Result> NOTHING_TO_SEND =
            CompletableFuture.completedFuture(new CreditSubmission.Result(List.of(), null));

    private static final CreditSubmission.Result NOT_BEGUN =
            new CreditSubmission.Result(List.of(), new SendingGate.ClosedException());

    private final PushJournal journal;
    private final CreditSubmission submission;
    private final SendingGate gate;
    private final CallTimes times;
    private final Workers workers;
    private final int maxInFlight;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();

    /** Whether all that was counted is a beginning of the input without a gap. */
    private boolean isWhole = true;

    private record UnderWay(Batch batch, Future<CreditSubmission.Result> result) {}

    /** @param gate that the submission's requests and waits pass; closed when something stops the sending */
    Sending(
            PushJournal journal,
            CreditSubmission submission,
            SendingGate gate,
            CallTimes times,
            Workers workers,
            int maxInFlight) {
        this.journal = journal;
        this.submission = submission;
        this.gate = gate;
        this.times = times;
        this.workers = workers;
        this.maxInFlight = maxInFlight;
    }

    /**
     * Sends all batches.
     *
     * @param firstTime whether the records come to their first outcome; else they take the place of FAILED ones
     * @throws ProblemException when it must stop; what has an outcome by then is counted, as far as all before it has
     * @throws InterruptedException when the thread was interrupted; only then is anything left under way
     */
    void send(Batches batches, boolean firstTime) throws InterruptedException {
        BiConsumer<Batch.Row, CreditOutcome> count = firstTime ? this::countFirst : this::countAgain;
        try {
            sendAll(batches, count);
        } catch (RuntimeException e) {
            letEnd(e, count);
            throw gate.reason();
        }
    }

    private void sendAll(Batches batches, BiConsumer<Batch.Row, CreditOutcome> count) throws InterruptedException {
        var more = true;
        while (more || !underWay.isEmpty()) {
            more = more && fill(batches);
            if (!underWay.isEmpty()) {
                commit(underWay.peek(), count);
            }
        }
    }

    /** Keeps all workers busy and the next batches ready; false after the last batch. */
    private boolean fill(Batches batches) {
        while (underWay.size() < 2 * maxInFlight + 1 && !gate.isStopped()) {
            var batch = batches.next(journal.batchSize());
            if (batch == null) {
                return false;
            }
            underWay.add(new UnderWay(batch, batch.credits().isEmpty() ? NOTHING_TO_SEND : begin(batch)));
        }
        return true;
    }

    /** The batch is made ready here, so that a worker whose request was answered sends the next one at once. */
    private Future<CreditSubmission.Result> begin(Batch batch) {
        var prepared = submission.prepare(batch.credits());
        return workers.submit(() -> submit(prepared));
    }

    private CreditSubmission.Result submit(CreditBatch batch) throws InterruptedException {
        if (gate.isStopped()) {
            return NOT_BEGUN;
        }
        try {
            var result = submission.submit(batch, times);
            if (!result.isComplete()) {
                gate.stop(result.stoppedBy());
            }
            return result;
        } catch (RuntimeException e) {
            gate.stop(e);
            throw e;
        }
    }

    private void commit(UnderWay next, BiConsumer<Batch.Row, CreditOutcome> count) throws InterruptedException {
        var result = await(next.result());
        underWay.remove();
        if (!result.isComplete()) {
            isWhole = false;
            throw gate.reason();
        }
        countAll(next.batch(), result, count);
        journal.committed();
        stopIfPointless(next.batch().credits().size());
    }

    private void countAll(Batch batch, CreditSubmission.Result result, BiConsumer<Batch.Row, CreditOutcome> count) {
        isWhole = false;
        var outcomes = result.outcomes().iterator();
        for (var row : batch.rows()) {
            count.accept(row, row.isSent() ? outcomes.next() : null);
        }
        isWhole = true;
    }

    private CreditSubmission.Result await(Future<CreditSubmission.Result> result) throws InterruptedException {
        while (true) {
            try {
                return result.get(RunLease.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Still under way, which its own deadline ends.
                journal.lookMeanwhile();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    /** Nothing more is begun, and what is under way ends; as far as it leaves no gap, it is counted. */
    private void letEnd(RuntimeException why, BiConsumer<Batch.Row, CreditOutcome> count) throws InterruptedException {
        gate.stop(why);
        // What could not be written down is the next invocation's to count.
        isWhole = isWhole && !(why instanceof StoreException) && !(why instanceof LeaseLostException);
        while (!underWay.isEmpty()) {
            var next = underWay.remove();
            try {
                // Whether or not the lease can be renewed: each request was sent with one that outlasts it.
                var result = next.result().get();
                if (isWhole && result.isComplete()) {
                    countAll(next.batch(), result, count);
                } else {
                    isWhole = false;
                }
            } catch (ExecutionException e) {
                isWhole = false;
                keep(unwrapped(e), why);
            }
        }
    }

    private static void keep(RuntimeException another, RuntimeException why) {
        if (another != why) {
            why.addSuppressed(another);
        }
    }

    public static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
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

    private void countFirst(Batch.Row row, CreditOutcome outcome) {
        if (outcome == null) {
            journal.countLocally(row);
        } else {
            journal.count(row, outcome);
        }
    }

    private void countAgain(Batch.Row row, CreditOutcome outcome) {
        journal.countAgain(row, outcome);
    }

    private void stopIfPointless(int justSent) {
        journal.whyPointless(justSent).ifPresent(why -> {
            throw new PushException(why);
        });
    }
}
