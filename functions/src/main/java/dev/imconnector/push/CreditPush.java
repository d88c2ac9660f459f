package dev.imconnector.push;

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
import java.time.LocalDate;
import java.util.Optional;

/**
 * Pushes a file of credits into IM, over as many invocations as it takes: every valid credit once, every other one into
 * the rejects with its reason.
 *
 * <p>Whatever goes wrong becomes a FAILED or INCOMPLETE record; only a store that cannot be reached is thrown, as a
 * {@link dev.imconnector.store.StoreException}, for without it nothing can be recorded. Safe for use by several threads
 * and processes: one works on a run, the others are told so.
 */
public final class CreditPush {

    private final PushContext context;

    public CreditPush(PushContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or goes on with it.
     *
     * @param request what is asked for
     * @param deadline when the invocation ends
     * @return the run's record as it is stored (INCOMPLETE when the thread was interrupted, which it still is then); for a request that cannot become a run, one that is not
     */
    public RunRecord push(PushRequest request, Deadline deadline) {
        try {
            var input = PushInput.of(request, context);
            return push(input, deadline);
        } catch (StoreException | LeaseLostException e) {
            throw e;
        } catch (ProblemException e) {
            return RunRecord.refused(
                    request.runId().orElse(null), RunKind.CREDIT_PUSH, e.problem(), context.version(), now());
        }
    }

    private RunRecord push(PushInput input, Deadline deadline) {
        var found = context.records().find(input.runId());
        try {
            if (found.isEmpty()) {
                return work(begin(input), input, deadline);
            }
            var known = found.get();
            if (input.request().dryRun() && !isDryRun(known.run())) {
                throw new RunException(RunProblems.dryRunOfRealRun(known.run()));
            }
            if (isFinal(known.run(), input)) {
                input.mustBeFromThePlaceOf(known.run());
                input.mustBeUnchangedSince(known.run());
                return known.run();
            }
            var held = known.heldFor(context.clock());
            if (held.isPresent()) {
                input.mustBeFromThePlaceOf(known.run());
                return known.run().heldUntil(held.get());
            }
            return work(takeUp(known, input), input, deadline);
        } catch (LeaseLostException e) {
            return heldByAnother(input.runId(), e);
        }
    }

    /** Whether the run has ended and is not asked to go on; a dry run's record gives way to a real one. */
    private static boolean isFinal(RunRecord run, PushInput input) {
        if (isDryRun(run)) {
            return input.request().dryRun() && run.status() == RunStatus.COMPLETED;
        }
        return run.status() == RunStatus.COMPLETED
                || run.status() == RunStatus.FAILED && !input.request().retry();
    }

    /** The run id of a business date's push, unless somebody names another. */
    public static String runIdOf(LocalDate businessDate) {
        return "push-" + businessDate;
    }

    /** Whether a run has only looked at its input. */
    public static boolean isDryRun(RunRecord run) {
        return run.checkpoint() != null && PushState.of(run).dryRun;
    }

    private RunLease begin(PushInput input) {
        var run = RunRecord.begin(
                input.runId(),
                RunKind.CREDIT_PUSH,
                input.request().requestedBy().orElse(null),
                context.version(),
                now());
        input.freshState(now()).putInto(run);
        return context.records().begin(run, context.newOwner(), leaseTime());
    }

    private RunLease takeUp(RunRecords.Found found, PushInput input) {
        var run = found.run();
        if (run.status() == RunStatus.FAILED) {
            // Asked to go on after whatever ended it.
            new StopRequest(context.store(), context.records().folder(run.runId()), context.clock()).withdraw();
        }
        if (run.kind() != RunKind.CREDIT_PUSH) {
            throw new RunException(RunProblems.otherKind(run));
        }
        if (startsAnew(run)) {
            var before = PushState.of(run);
            run.forget();
            (before.dryRun ? input.freshState(now()) : input.freshStateAfter(before, now())).putInto(run);
        } else {
            input.mustBeFromThePlaceOf(run);
            sendAgainIfFailed(run);
        }
        return context.records().takeUp(found, context.newOwner(), leaseTime());
    }

    /** A run that has sent nothing may begin anew when it failed or only looked; then even its input may be another. */
    private static boolean startsAnew(RunRecord run) {
        var state = PushState.of(run);
        return state.dryRun || !state.sending && run.status() == RunStatus.FAILED;
    }

    private static void sendAgainIfFailed(RunRecord run) {
        if (run.status() == RunStatus.FAILED) {
            var state = PushState.of(run);
            state.sendAgain = true;
            state.putInto(run);
        }
    }

    private RunRecord work(RunLease lease, PushInput input, Deadline deadline) {
        return new PushRun(context, lease, input, deadline).work();
    }

    /** Somebody else was quicker, or has taken over meanwhile: their record is the answer. */
    private RunRecord heldByAnother(RunId runId, LeaseLostException lost) {
        var found = context.records().find(runId).orElseThrow(() -> lost);
        var run = found.run();
        Optional<Duration> held = found.heldFor(context.clock());
        return run.status() == RunStatus.RUNNING ? run.heldUntil(held.orElse(Duration.ZERO)) : run;
    }

    private Duration leaseTime() {
        return context.settings().leaseTime();
    }

    private Instant now() {
        return context.clock().instant();
    }
}
