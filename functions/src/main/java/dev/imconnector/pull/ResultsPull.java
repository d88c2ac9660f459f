package dev.imconnector.pull;

import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.time.Deadline;

/**
 * Pulls the rows of an entity out of IM, over as many invocations as it takes: all of them, each once, or none that look
 * finished. What holds for every run is {@link dev.imconnector.run.RunEngine}'s.
 */
public final class ResultsPull {

    private final PullContext context;

    public ResultsPull(PullContext context) {
        this.context = context;
    }

    /**
     * Begins a run, or resumes it.
     *
     * @param request what is asked for
     * @param deadline when the invocation ends
     * @return the run's record, as {@link dev.imconnector.run.RunEngine#run} answers it
     */
    public RunRecord pull(PullRequest request, Deadline deadline) {
        return context.engine()
                .run(
                        RunKind.RESULTS_PULL,
                        request.runId(),
                        () -> new PullJob(context, PullInput.of(request, context)),
                        deadline);
    }
}
