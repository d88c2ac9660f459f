package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import java.time.Instant;

/** The token endpoint cannot be reached or answers with a passing fault (408, 5xx). Retryable. */
public final class TokenUnavailableException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_UNAVAILABLE";

    /** @param retryAt the moment that the endpoint named, or null */
    TokenUnavailableException(String message, String fix, int attempts, Instant retryAt) {
        super(new Problem(CODE, message, fix), true, attempts, retryAt);
    }
}
