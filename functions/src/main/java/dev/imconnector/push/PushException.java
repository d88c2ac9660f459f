package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The run ends FAILED. */
final class PushException extends ProblemException {

    private static final long serialVersionUID = 1L;

    PushException(Problem problem) {
        super(problem);
    }
}
