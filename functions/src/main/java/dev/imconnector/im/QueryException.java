package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The query cannot be sent to IM as it is written; nothing was sent. */
public final class QueryException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public QueryException(Problem problem) {
        super(problem);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.INVALID;
    }
}
