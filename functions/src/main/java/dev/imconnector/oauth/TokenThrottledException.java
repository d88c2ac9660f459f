package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.time.Instant;

/** The token endpoint says 429: tokens are fetched too often. Retryable, not before {@link #retryAt()}. */
public final class TokenThrottledException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_THROTTLED";

    /** @param retryAt the moment that the endpoint named, or null */
    TokenThrottledException(String message, String fix, int attempts, Instant retryAt) {
        super(new Problem(CODE, message, fix), true, attempts, retryAt);
    }

    @Override
    Transient.Reason waitsFor() {
        return Transient.Reason.RATE_LIMIT;
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.THROTTLED;
    }
}
