package dev.imconnector.store;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The store could not be reached, or refused: without it no run can be recorded, so the invocation ends. */
public final class StoreException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public StoreException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.UNAVAILABLE;
    }
}
