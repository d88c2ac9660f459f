package dev.imconnector.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.WriteConflictException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The right to send and write for a run, kept in the run's record. Every write of the record is conditional on the one
 * before, so that whoever has been overtaken finds out at the next write, and has done no harm.
 *
 * <p>{@link #save()} and {@link #snapshot} are called by the one thread that owns the record; everything else may be
 * called by any thread at any time: it writes a snapshot, or what was saved last, with a later end of the lease, and
 * never a half-changed record. Nobody waits for the store to learn that the lease lasts long enough. Once any of them has found the lease lost, all of them do.
 */
public final class RunLease {

    /** A lease is renewed when this much time has passed since its last renewal. */
    public static final Duration RENEWAL = Duration.ofSeconds(10);

    private static final int MAX_WRITES = 4;

    private final ObjectStore store;
    private final Location location;
    private final RunRecord run;
    private final Duration leaseTime;
    private final Clock clock;

    private ObjectNode saved;
    private volatile Lease lease;
    private volatile Instant renewedAt;
    private volatile boolean lost;
    private String storedVersion;
    private long sequence;

    private RunLease(
            ObjectStore store,
            Location location,
            String storedVersion,
            RunRecord run,
            Lease lease,
            Duration leaseTime,
            Clock clock) {
        this.store = store;
        this.location = location;
        this.storedVersion = storedVersion;
        this.run = run;
        this.lease = lease;
        this.sequence = lease.sequence();
        this.leaseTime = leaseTime;
        this.clock = clock;
    }

    static RunLease take(
            ObjectStore store,
            Location location,
            String storedVersion,
            RunRecord run,
            String owner,
            Duration leaseTime,
            Clock clock) {
        var now = clock.instant();
        var before = run.lease().orElse(new Lease(owner, 0, 0, null));
        var taken = new Lease(owner, before.generation() + 1, before.sequence(), now);
        run.taken(taken, now);
        var lease = new RunLease(store, location, storedVersion, run, taken, leaseTime, clock);
        lease.save();
        return lease;
    }

    public RunRecord run() {
        return run;
    }

    /** How often the run has been taken up, this time included. */
    public int generation() {
        return lease.generation();
    }

    /** The record as it is at one moment, to be written by whatever thread. */
    public static final class Snapshot {

        private final ObjectNode tree;
        private final boolean holds;

        private Snapshot(RunRecord run) {
            tree = RunRecords.json().valueToTree(run);
            holds = run.status() == RunStatus.RUNNING;
        }
    }

    /** The record as it is now. */
    public Snapshot snapshot() {
        return new Snapshot(run);
    }

    /**
     * Writes the record as it is now. A record that is no longer RUNNING gives the lease back.
     *
     * @throws LeaseLostException when somebody else holds the run; the record is as they left it
     */
    public void save() {
        save(snapshot());
        run.lease(lease, renewedAt);
    }

    /**
     * Writes the record as it was. Snapshots are to be written in the order in which they were taken.
     *
     * @throws LeaseLostException as {@link #save()}
     */
    public synchronized void save(Snapshot snapshot) {
        saved = snapshot.tree;
        write(snapshot.holds);
    }

    /**
     * Renews the lease when its last renewal is {@link #RENEWAL} ago.
     *
     * @throws LeaseLostException when somebody else holds the run
     */
    public void renewIfDue() {
        mustNotBeLost();
        if (isDue()) {
            synchronized (this) {
                if (isDue()) {
                    write(true);
                }
            }
        }
    }

    private boolean isDue() {
        var now = clock.instant();
        // A renewal that lies ahead: the clock was set back since.
        return now.isBefore(renewedAt) || !now.isBefore(renewedAt.plus(RENEWAL));
    }

    /**
     * Makes sure that the lease outlasts something that takes that long: asked before each request, so that a writer
     * that was frozen sends nothing once another may have taken over.
     *
     * @throws LeaseLostException when somebody else holds the run
     */
    public void holdFor(Duration duration) {
        mustNotBeLost();
        if (!lasts(duration)) {
            synchronized (this) {
                if (!lasts(duration)) {
                    write(true);
                }
            }
        }
    }

    private boolean lasts(Duration duration) {
        var end = lease.expiresAt();
        return end != null && !end.isBefore(clock.instant().plus(duration));
    }

    private void mustNotBeLost() {
        if (lost) {
            throw new LeaseLostException(run.runId());
        }
    }

    private LeaseLostException lost() {
        lost = true;
        return new LeaseLostException(run.runId());
    }

    private void write(boolean holds) {
        mustNotBeLost();
        var now = clock.instant();
        // A number of its own even after a write that failed: that one may have arrived, with other content.
        var next = new Lease(lease.owner(), lease.generation(), ++sequence, holds ? now.plus(leaseTime) : null);
        saved.set("lease", RunRecords.json().valueToTree(next));
        saved.set("updatedAt", RunRecords.json().valueToTree(now.truncatedTo(java.time.temporal.ChronoUnit.MILLIS)));
        store(RunRecords.write(saved), next);
        lease = next;
        renewedAt = now;
    }

    private void store(byte[] content, Lease next) {
        for (int attempt = 1; ; attempt++) {
            try {
                storedVersion = storedVersion == null
                        ? store.create(location, content)
                        : store.replace(location, content, storedVersion);
                return;
            } catch (WriteConflictException e) {
                if (arrivedAfterAll(next)) {
                    return;
                }
                if (attempt == MAX_WRITES) {
                    throw lost();
                }
            }
        }
    }

    /** After a refused write: true when it had arrived all the same, false when it may be tried again. */
    private boolean arrivedAfterAll(Lease next) {
        var stored = store.read(location).orElse(null);
        if (stored == null) {
            if (storedVersion == null) {
                return false;
            }
            throw lost();
        }
        var holder = RunRecords.parse(stored.content(), location).lease().orElse(null);
        var mine = holder != null && holder.owner().equals(next.owner());
        if (mine && holder.sequence() == next.sequence()) {
            storedVersion = stored.version();
            return true;
        }
        if (mine && holder.sequence() < next.sequence()) {
            storedVersion = stored.version();
            return false;
        }
        if (stored.version().equals(storedVersion)) {
            return false;
        }
        throw lost();
    }
}
