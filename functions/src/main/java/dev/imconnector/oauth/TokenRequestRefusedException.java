package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/** The token endpoint refuses the request itself: malformed, at a wrong address, or sent elsewhere. Not retryable. */
public final class TokenRequestRefusedException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_REQUEST_REFUSED";

    TokenRequestRefusedException(String message, String fix, int attempts) {
        super(new Problem(CODE, message, fix), false, attempts, null);
    }
}
