package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;

/** The caller's deadline leaves no time for a request to the token endpoint; none was sent. Retryable. */
public final class NoTimeLeftException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_NO_TIME_LEFT";

    NoTimeLeftException(String message, int attempts) {
        super(new Problem(CODE, message, "Call again with more time"), true, attempts, null);
    }

    @Override
    Transient.Reason waitsFor() {
        return Transient.Reason.TIME;
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.TIMED_OUT;
    }
}
