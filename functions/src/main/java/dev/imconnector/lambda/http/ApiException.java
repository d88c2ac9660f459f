package dev.imconnector.lambda.http;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A request that is refused for what it is; nothing was sent to IM. */
public final class ApiException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public ApiException(int status, Problem problem) {
        super(problem);
        this.status = status;
    }

    public static ApiException badRequest(String code, String message, String fix) {
        return new ApiException(400, new Problem(code, message, fix));
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
