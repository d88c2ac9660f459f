package dev.imconnector.pull;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The run ends FAILED. */
final class PullException extends ProblemException {

    private static final long serialVersionUID = 1L;

    PullException(Problem problem) {
        super(problem);
    }
}
