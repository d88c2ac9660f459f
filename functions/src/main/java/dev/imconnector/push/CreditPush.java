package dev.imconnector.push;

import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.time.Deadline;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Pushes a file of credits into IM, over as many invocations as it takes: every valid credit once, every other one into
 * the rejects with its reason. What holds for every run is {@link dev.imconnector.run.RunEngine}'s.
 */
public final class CreditPush {

    private final PushContext context;

    public CreditPush(PushContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or resumes it.
     *
     * @param request what is asked for
     * @param deadline when the invocation ends
     * @return the run's record, as {@link dev.imconnector.run.RunEngine#run} answers it
     */
    public RunRecord push(PushRequest request, Deadline deadline) {
        return context.engine()
                .run(
                        RunKind.CREDIT_PUSH,
                        request.runId(),
                        () -> new PushJob(context, PushInput.of(request, context)),
                        deadline);
    }

    /**
     * The id of the run that a request means: as it names it, or made of the business date and of what the input and its
     * mapping are now. Reads no content of the input.
     *
     * @throws dev.imconnector.problem.ProblemException when the request cannot mean anything
     */
    public String runIdOf(PushRequest request) {
        return PushInput.of(request, context).runId().text();
    }

    /** The run id of a business date's push, unless somebody names another. */
    public static String runIdOf(LocalDate businessDate) {
        return "push-" + businessDate;
    }

    /** What a push is about, when it is not what the schedule of that business date means; empty when it is. */
    public static Optional<String> elsewhere(RunRecord run, LocalDate businessDate) {
        if (run.neverBegan()) {
            return Optional.empty();
        }
        var state = PushState.of(run);
        if (!businessDate.equals(state.businessDate)) {
            return Optional.of("the credits of " + state.businessDate);
        }
        return state.namedByEvent ? Optional.of(state.credits + ", which its event named") : Optional.empty();
    }

    /** Whether a run has only looked at its input, whichever version wrote its record. */
    public static boolean isDryRun(RunRecord run) {
        return run.isDryRun() || !run.neverBegan() && PushState.of(run).dryRun;
    }
}
