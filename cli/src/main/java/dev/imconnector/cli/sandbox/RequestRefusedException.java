package dev.imconnector.cli.sandbox;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** Why the simulated IM refuses a request; becomes the answer with that status. */
final class RequestRefusedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestRefusedException(int status, String message) {
        this(status, "REFUSED", message);
    }

    /** @param code the OAuth error code at the token endpoint; the API's own errors have none */
    RequestRefusedException(int status, String code, String message) {
        super(new Problem(code, message, ""));
        this.status = status;
    }

    int status() {
        return status;
    }
}
