package dev.imconnector.im.dialect;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** The configured IM has no such operation; nothing was sent. */
public final class OperationMissingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final String CODE = "OPERATION_MISSING";

    public OperationMissingException(Operation operation) {
        this(operation.text());
    }

    /**
     * @param why the reason, a whole sentence without its full stop
     * @param instead what to do, likewise
     */
    public OperationMissingException(Operation operation, String why, String instead) {
        super(new Problem(
                CODE, "The configured IM cannot " + operation.text() + ": " + why + ". Nothing was sent", instead));
    }

    /** @param the phrase that follows "cannot" */
    public OperationMissingException(String what) {
        super(new Problem(CODE, "The configured IM cannot " + what + "; nothing was sent", "Do it in IM itself"));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.NOT_OFFERED;
    }
}
