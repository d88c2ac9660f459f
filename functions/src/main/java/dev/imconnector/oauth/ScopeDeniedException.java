package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/** The authorization server did not grant the scope that the client asked for. Not retryable. */
public final class ScopeDeniedException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "SCOPE_DENIED";

    ScopeDeniedException(String message, String fix, int attempts) {
        super(new Problem(CODE, message, fix), false, attempts, null);
    }
}
