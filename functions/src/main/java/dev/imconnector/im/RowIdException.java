package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** A text that cannot be an id in IM; nothing was sent. */
public final class RowIdException extends ProblemException {

    private static final long serialVersionUID = 1L;

    RowIdException(Problem problem) {
        super(problem);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.INVALID;
    }
}
