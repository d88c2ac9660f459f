package dev.imconnector.source;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** An input that as a whole cannot be used; nothing of it may be sent. */
public final class InputException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public InputException(Problem problem) {
        super(problem);
    }

    public InputException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
