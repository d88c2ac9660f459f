package dev.imconnector.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * When and how a run is written down: first the parts of its outputs, then the record that names them; and before the
 * record of a run that has ended, the page for people. For use by one thread.
 */
public final class RunJournal {

    private final RunSession session;
    private final Supplier<RequestCounts> requests;
    private final Checkpoints checkpoints;
    private RunWork work;
    private RequestCounts counted;
    private Instant checkpointAt;
    private Instant savedAt;

    /** @param requests what has been sent so far, by whatever run of this environment */
    RunJournal(RunSession session, Supplier<RequestCounts> requests) {
        this.session = session;
        this.requests = requests;
        this.checkpoints = new Checkpoints(session.store(), session.lease());
        this.counted = requests.get();
        this.checkpointAt = session.now();
        this.savedAt = checkpointAt;
    }

    /** Whose work is written down. To be called once, before anything is. */
    void of(RunWork whose) {
        work = whose;
    }

    /** Whether the last checkpoint was begun that long ago. */
    public boolean isCheckpointOlderThan(Duration age) {
        return !session.now().isBefore(checkpointAt.plus(age));
    }

    /** Whether others have seen nothing new of the run for that long. */
    public boolean isRecordOlderThan(Duration age) {
        return !session.now().isBefore(savedAt.plus(age));
    }

    /** Writes what has been made, and then the record that names it. */
    public void checkpoint() {
        checkpoints.await();
        work.takeParts().forEach(part -> part.write(session.store()));
        countRequests();
        var run = session.run();
        if (run.hasEnded()) {
            work.report().write(run, session.folder());
        }
        run.checkpoint(work.checkpoint());
        session.lease().save();
        checkpointAt = session.now();
        savedAt = checkpointAt;
    }

    /** Lets a worker write a checkpoint of this moment, while the work continues. */
    public void beginCheckpoint(Workers writer) {
        checkpoints.await();
        List<Part> parts = work.takeParts();
        countRequests();
        session.run().checkpoint(work.checkpoint());
        checkpointAt = session.now();
        savedAt = checkpointAt;
        checkpoints.begin(writer, parts, session.lease().snapshot());
    }

    /** Stores the record with the checkpoint that it had last, for others to see how far the run is. */
    public void saveRecord() {
        checkpoints.await();
        countRequests();
        if (session.run().hasEnded()) {
            work.report().write(session.run(), session.folder());
        }
        session.lease().save();
        savedAt = session.now();
    }

    /** Counts what has been sent since the last time into the record. */
    public void countRequests() {
        var now = requests.get();
        var more = now.minus(counted);
        counted = now;
        session.run().addRequests(more);
        work.requested(session.now(), more.requests());
    }

    /** Throws what went wrong with the checkpoint under way, if that is known already. */
    public void look() {
        checkpoints.lookAt();
    }

    /**
     * Waits until the checkpoint under way is written.
     *
     * @throws RuntimeException what went wrong with it, now and at every later call: the record as it is here names parts
     *     that may not be there, so only the one in the store may be gone on from
     */
    public void await() {
        checkpoints.await();
    }
}
