package dev.imconnector.settings;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The parameter store could not be reached, or refused. */
public final class ParameterSourceException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public ParameterSourceException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
