package dev.imconnector.im.dialect;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The configured IM has no such operation; nothing was sent. */
public final class OperationMissingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public OperationMissingException(Operation operation) {
        this(operation.text());
    }

    /** @param what goes on after "cannot" */
    public OperationMissingException(String what) {
        super(new Problem(
                "OPERATION_MISSING", "The configured IM cannot " + what + "; nothing was sent", "Do it in IM itself"));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.NOT_OFFERED;
    }
}
