package dev.imconnector.push;

import dev.imconnector.report.RejectReasons;
import dev.imconnector.report.ReportWriter;
import dev.imconnector.run.Outcome;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.Workers;
import java.time.Duration;
import java.time.Instant;

/** What a push has done so far, and when that is written down. For use by one thread. */
final class PushJournal {

    private static final int BATCHES_PER_CHECKPOINT = 10;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private final PushContext context;
    private final RunLease lease;
    private final PushState state;
    private final Outputs outputs;
    private final Checkpoints checkpoints;
    private RequestCounts counted;
    private int batchesSinceCheckpoint;
    private Instant checkpointAt;

    PushJournal(PushContext context, RunLease lease, PushState state, Outputs outputs) {
        this.context = context;
        this.lease = lease;
        this.state = state;
        this.outputs = outputs;
        this.checkpoints = new Checkpoints(context.store(), lease);
        this.counted = context.traffic().get();
        this.checkpointAt = context.clock().instant();
    }

    RunRecord run() {
        return lease.run();
    }

    PushState state() {
        return state;
    }

    Outputs outputs() {
        return outputs;
    }

    RunLease lease() {
        return lease;
    }

    /** Counts a record that needs no IM: a local reject, or one that repeats another. */
    void countLocally(Batch.Row row) {
        var record = row.record();
        var known = record.amount() != null && record.currencyCode() != null;
        run().count(
                        row.repeated() ? Outcome.ALREADY_PRESENT : Outcome.REJECTED,
                        known ? record.currencyCode() : null,
                        known ? record.amount() : null);
        if (row.rejection() != null) {
            outputs.reject(record, row.rejection());
        }
    }

    /** Who writes the checkpoints of {@link #committed} from now on; whatever is under way is waited for first. */
    void checkpointsBy(Workers writer) {
        checkpoints.await();
        checkpoints.writtenBy(writer);
    }

    /** The outcomes of a slice are counted: time for a checkpoint? It is written while the sending goes on. */
    void committed() {
        countTraffic();
        state.progress.made(context.clock().instant());
        run().waitsNoLonger();
        batchesSinceCheckpoint++;
        if (batchesSinceCheckpoint >= BATCHES_PER_CHECKPOINT
                || outputs.isLarge()
                || !context.clock().instant().isBefore(checkpointAt.plus(CHECKPOINT_INTERVAL))) {
            beginCheckpoint();
        } else {
            checkpoints.lookAt();
        }
    }

    /** Writes the parts, and then the record that names them. */
    void checkpoint() {
        checkpoints.await();
        outputs.flush(lease.generation());
        save();
        batchesSinceCheckpoint = 0;
        checkpointAt = context.clock().instant();
    }

    private void beginCheckpoint() {
        checkpoints.await();
        var parts = outputs.take(lease.generation());
        putState();
        checkpoints.begin(parts, lease.snapshot());
        batchesSinceCheckpoint = 0;
        checkpointAt = context.clock().instant();
    }

    /** Writes the record; the report before it, when the run has ended. */
    void save() {
        checkpoints.await();
        countTraffic();
        if (run().hasEnded()) {
            new ReportWriter(context.store())
                    .write(
                            run(),
                            state.reportFacts(context.rateWindow().limit()),
                            context.records().folder(run().runId()));
        }
        putState();
        lease.save();
    }

    private void putState() {
        state.rateWindow = context.rateWindow().remember(context.clock().instant());
        state.putInto(run());
    }

    private void countTraffic() {
        var traffic = context.traffic().get();
        var more = traffic.minus(counted);
        counted = traffic;
        run().addTraffic(more);
        state.timeline.add(context.clock().instant(), more.requests());
    }

    /** Before anything was sent, what has been found can be found again: the next invocation starts over. */
    void forgetWhatWasNotSent() {
        if (!state.sending) {
            run().forgetCounts();
            state.checked = null;
            state.failure = null;
            state.rejectReasons = new RejectReasons();
            state.forgetParts();
            outputs.forget();
        }
    }
}
