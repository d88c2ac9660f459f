package dev.imconnector.run;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;
import java.time.Duration;
import java.time.Instant;

/**
 * What an invocation knows of a run that it holds: the record, the lease, the time that is left, and the journal in
 * which all is written down. For use by one thread, but for what the lease and the sleeper promise.
 */
public final class RunSession {

    private final RunHost host;
    private final ObjectStore store;
    private final Location folder;
    private final RunLease lease;
    private final boolean retried;
    private final Deadline deadline;
    private final InvocationTimes times;
    private final Heartbeat heartbeat;
    private final StopRequest stop;
    private final RunJournal journal;

    RunSession(RunEngine engine, RunLease lease, boolean retried, Deadline deadline) {
        this.host = engine.host();
        this.store = engine.store();
        this.folder = engine.folder(lease.run().runId());
        this.lease = lease;
        this.retried = retried;
        this.deadline = deadline;
        this.times = InvocationTimes.of(deadline, host.clock());
        this.heartbeat = new Heartbeat(lease, times, host.clock());
        this.stop = engine.stopRequest(lease.run().runId());
        this.journal = new RunJournal(this, engine.requests());
    }

    public RunRecord run() {
        return lease.run();
    }

    /** Of all that the run leaves behind beside its record. */
    public Location folder() {
        return folder;
    }

    public ObjectStore store() {
        return store;
    }

    public RunLease lease() {
        return lease;
    }

    /** Whether the run had ended FAILED and is being retried. */
    public boolean isRetried() {
        return retried;
    }

    /** When the invocation ends. */
    public Deadline deadline() {
        return deadline;
    }

    public InvocationTimes times() {
        return times;
    }

    public Heartbeat heartbeat() {
        return heartbeat;
    }

    public RunJournal journal() {
        return journal;
    }

    public Instant now() {
        return host.clock().instant();
    }

    /** How long it is until then; negative when it has passed. */
    public Duration until(Instant moment) {
        return Duration.between(now(), moment);
    }

    /** Waits, and keeps the lease meanwhile. */
    public Sleeper sleeper() {
        return new LeasedSleeper(host.sleeper(), lease);
    }

    public Workers workers(int count) {
        return host.workers().apply(count);
    }

    /** The connector's version. */
    public String version() {
        return host.version();
    }

    /** @throws RunException {@code STOPPED} when somebody has asked for that; looks once a second */
    public void mustNotBeStopped() {
        stop.check();
    }
}
