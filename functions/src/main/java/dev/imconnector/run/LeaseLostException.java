package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** Another invocation holds the run now: this one must send and write nothing more. */
public final class LeaseLostException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(RunId runId) {
        super(new Problem(
                "LEASE_LOST",
                "Another invocation has taken over the run " + runId,
                "You need do nothing: the other invocation continues the run"));
    }
}
