package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/** The token endpoint refuses the client: wrong client id or secret, or the client was deleted. Not retryable. */
public final class ClientRejectedException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "CLIENT_REJECTED";

    ClientRejectedException(String message, String fix, int attempts) {
        super(new Problem(CODE, message, fix), false, attempts, null);
    }
}
