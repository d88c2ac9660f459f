package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;

/** The setting of an endpoint's address cannot be used. Its text never quotes the address. Not retryable. */
public final class EndpointAddressException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "ENDPOINT_ADDRESS_REFUSED";

    EndpointAddressException(String message, String fix) {
        super(new Problem(CODE, message, fix), false, 0, null);
    }
}
