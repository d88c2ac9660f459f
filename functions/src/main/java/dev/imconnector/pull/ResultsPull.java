package dev.imconnector.pull;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.LeaseLostException;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.StopRequest;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;

/**
 * Pulls the rows of an entity out of IM, over as many invocations as it takes: all of them, each once, or none that look
 * finished.
 *
 * <p>Whatever goes wrong becomes a FAILED or INCOMPLETE record; only a store that cannot be reached is thrown, as a
 * {@link StoreException}, for without it nothing can be recorded. Safe for use by several threads and processes: one
 * works on a run, the others are told so.
 */
public final class ResultsPull {

    private final PullContext context;

    public ResultsPull(PullContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or goes on with it.
     *
     * @param request what is asked for
     * @param deadline when the invocation ends
     * @return the run's record as it is stored (INCOMPLETE when the thread was interrupted, which it still is then); for
     *     a request that cannot become a run, one that is not
     */
    public RunRecord pull(PullRequest request, Deadline deadline) {
        try {
            return pull(PullInput.of(request, context), deadline);
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            return RunRecord.refused(
                    request.runId().orElse(null), RunKind.RESULTS_PULL, e.problem(), context.version(), now());
        }
    }

    private RunRecord pull(PullInput input, Deadline deadline) {
        var found = context.records().find(input.runId());
        try {
            if (found.isEmpty()) {
                return work(begin(input), deadline);
            }
            var known = found.get();
            mustBeAPull(known.run());
            if (isFinal(known.run(), input)) {
                input.mustBeThatOf(known.run());
                return known.run();
            }
            var held = known.heldFor(context.clock());
            if (held.isPresent()) {
                input.mustBeThatOf(known.run());
                return known.run().heldUntil(held.get());
            }
            return work(takeUp(known, input), deadline);
        } catch (LeaseLostException e) {
            return heldByAnother(input.runId(), e);
        }
    }

    private static void mustBeAPull(RunRecord run) {
        if (run.kind() != RunKind.RESULTS_PULL) {
            throw new RunException(new Problem(
                    "RUN_ID_TAKEN",
                    "The runId " + run.runId() + " belongs to a run of another kind",
                    "Choose another runId"));
        }
    }

    /** Whether the run has ended and is not asked to go on. */
    private static boolean isFinal(RunRecord run, PullInput input) {
        return run.status() == RunStatus.COMPLETED
                || run.status() == RunStatus.FAILED && !input.request().retry();
    }

    private RunLease begin(PullInput input) {
        var run = RunRecord.begin(input.runId(), RunKind.RESULTS_PULL, null, context.version(), now());
        input.freshState(now()).putInto(run);
        return context.records().begin(run, context.newOwner(), leaseTime());
    }

    private RunLease takeUp(RunRecords.Found found, PullInput input) {
        var run = found.run();
        if (run.status() == RunStatus.FAILED) {
            // Asked to go on after whatever ended it.
            new StopRequest(context.store(), context.records().folder(run.runId()), context.clock()).withdraw();
        }
        if (run.checkpoint() == null || run.status() == RunStatus.FAILED && asksForOther(run, input)) {
            run.forget();
            input.freshState(now()).putInto(run);
        } else {
            input.mustBeThatOf(run);
        }
        return context.records().takeUp(found, context.newOwner(), leaseTime());
    }

    /** A pull changes nothing in IM, and a failed one has left nothing that counts: a retry may be for other rows. */
    private static boolean asksForOther(RunRecord run, PullInput input) {
        return input.differs(PullState.of(run).query).isPresent();
    }

    private RunRecord work(RunLease lease, Deadline deadline) {
        return new PullRun(context, lease, deadline).work();
    }

    /** Somebody else was quicker, or has taken over meanwhile: their record is the answer. */
    private RunRecord heldByAnother(RunId runId, LeaseLostException lost) {
        var found = context.records().find(runId).orElseThrow(() -> lost);
        var run = found.run();
        var held = found.heldFor(context.clock());
        return run.status() == RunStatus.RUNNING ? run.heldUntil(held.orElse(Duration.ZERO)) : run;
    }

    private Duration leaseTime() {
        return context.settings().leaseTime();
    }

    private Instant now() {
        return context.clock().instant();
    }
}
