package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a run, whatever its kind: it is found or begun, taken up by one invocation after the other, worked on,
 * left, and ended.
 *
 * <p>Whatever goes wrong becomes a FAILED or INCOMPLETE record; only a store that cannot be reached is thrown, as a
 * {@link StoreException}, for without it nothing can be recorded. Safe for use by several threads and processes: one
 * works on a run, the others are told so.
 */
public final class RunEngine {

    private static final Logger LOG = LoggerFactory.getLogger(RunEngine.class);

    private final RunHost host;
    private final RunRecords records;
    private final ObjectStore store;
    private final Duration leaseTime;
    private final Supplier<RequestCounts> requests;

    /**
     * @param records the run records
     * @param store where input and output live
     * @param leaseTime how long a lease outlasts its last renewal
     * @param requests what has been sent so far, by whatever run of this environment
     */
    public RunEngine(
            RunHost host, RunRecords records, ObjectStore store, Duration leaseTime, Supplier<RequestCounts> requests) {
        this.host = host;
        this.records = records;
        this.store = store;
        this.leaseTime = leaseTime;
        this.requests = requests;
    }

    /**
     * Begins a run, or resumes it.
     *
     * @param kind the kind of the run
     * @param runId the run's id as it was asked for, for the answer to a call that becomes no run
     * @param meant finds out what the call means; what it throws is the answer
     * @param deadline when the invocation ends
     * @return the run's record as it is stored (INCOMPLETE when the thread was interrupted, which it still is then); for a
     *     call that cannot become a run, one that is not
     */
    public RunRecord run(RunKind kind, Optional<String> runId, Supplier<? extends RunJob> meant, Deadline deadline) {
        RunJob job;
        try {
            job = meant.get();
        } catch (StoreException e) {
            throw e;
        } catch (ProblemException e) {
            return unstored(kind, runId, e);
        }
        try {
            return run(job, deadline);
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            return RunRecord.refused(runId.orElse(null), kind, e.problem(), host.version(), now());
        }
    }

    private RunRecord unstored(RunKind kind, Optional<String> runId, ProblemException why) {
        var refused = RunRecord.refused(runId.orElse(null), kind, why.problem(), host.version(), now());
        if (runId.isPresent() && why instanceof NeverARunException) {
            keep(refused, kind);
        }
        return refused;
    }

    /**
     * Leaves a record for the caller who expects a run of that name, unless there is one already, or the name is
     * reserved for a schedule.
     */
    private void keep(RunRecord refused, RunKind kind) {
        try {
            kind.mayBegin(refused.runId());
            if (!kind.isOfASchedule(refused.runId())) {
                records.keep(refused);
            }
        } catch (RunException e) {
            // No name that a record could have: the answer says all there is to say.
            LOG.warn("No record is kept of a call that was refused: {}", e.getMessage());
        }
    }

    private RunRecord run(RunJob job, Deadline deadline) {
        try {
            var found = records.find(job.runId());
            return found.isEmpty() ? work(begin(job), job, false, deadline) : goOn(found.get(), job, deadline);
        } catch (LeaseLostException e) {
            return heldByAnother(job.runId(), e);
        }
    }

    private RunRecord goOn(RunRecords.Found found, RunJob job, Deadline deadline) {
        var run = found.run();
        mustBeOfKind(run, job.kind());
        if (job.isFinal(run)) {
            if (!run.neverBegan()) {
                job.mustMean(run);
            }
            return run;
        }
        var held = found.heldFor(host.clock());
        if (held.isPresent()) {
            job.mustMean(run);
            return run.heldUntil(held.get());
        }
        var pause = run.pause(now());
        if (pause.isPresent() && !stopRequest(job.runId()).isMade()) {
            job.mustMean(run);
            return run.pausedFor(pause.get());
        }
        var retried = run.status() == RunStatus.FAILED;
        return work(takeUp(found, job, retried), job, retried, deadline);
    }

    private static void mustBeOfKind(RunRecord run, RunKind kind) {
        if (run.kind() != kind) {
            throw new RunException(new Problem(
                    "RUN_ID_TAKEN",
                    "The runId " + run.runId() + " belongs to a run of another kind",
                    "Choose another runId"));
        }
    }

    private RunLease begin(RunJob job) {
        var now = now();
        job.kind().mayBegin(job.runId());
        var run = RunRecord.begin(job.runId(), job.kind(), job.requestedBy().orElse(null), host.version(), now);
        job.begin(run, now);
        return records.begin(run, host.owners().get(), leaseTime);
    }

    private RunLease takeUp(RunRecords.Found found, RunJob job, boolean retried) {
        if (found.run().neverBegan()) {
            job.begin(found.run(), now());
        } else {
            job.resume(found.run(), now());
        }
        if (retried) {
            // Asked to go on after whatever ended it.
            stopRequest(job.runId()).withdraw();
        }
        return records.takeUp(found, host.owners().get(), leaseTime);
    }

    private RunRecord work(RunLease lease, RunJob job, boolean retried, Deadline deadline) {
        var session = new RunSession(this, lease, retried, deadline);
        var work = job.work(session);
        session.journal().of(work);
        return new RunExecution(session, work).run();
    }

    /** Somebody else was quicker, or has taken over meanwhile: their record is the answer. */
    private RunRecord heldByAnother(RunId runId, LeaseLostException lost) {
        var found = records.find(runId).orElseThrow(() -> lost);
        var run = found.run();
        var held = found.heldFor(host.clock());
        return run.status() == RunStatus.RUNNING ? run.heldUntil(held.orElse(Duration.ZERO)) : run;
    }

    /** The folder of all that a run leaves behind. */
    public Location folder(RunId runId) {
        return records.folder(runId);
    }

    public ObjectStore store() {
        return store;
    }

    public Clock clock() {
        return host.clock();
    }

    public Instant now() {
        return host.clock().instant();
    }

    RunHost host() {
        return host;
    }

    Supplier<RequestCounts> requests() {
        return requests;
    }

    StopRequest stopRequest(RunId runId) {
        return new StopRequest(store, folder(runId), host.clock());
    }
}
