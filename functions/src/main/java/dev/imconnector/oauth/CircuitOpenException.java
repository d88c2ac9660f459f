package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import java.time.Instant;

/**
 * The endpoint refused these credentials a short time ago; they were not tried again, because repeated attempts can
 * lock the account. Not retryable before {@link #retryAt()}; a new version of the credentials passes at once.
 */
public final class CircuitOpenException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "CLIENT_REJECTED_RECENTLY";

    CircuitOpenException(String versionId, Instant closedUntil) {
        super(
                new Problem(
                        CODE,
                        "The token endpoint refused version " + versionId
                                + " of the client's credentials; the connector does not try it again before"
                                + " " + closedUntil,
                        "Store the right client id and secret; the connector tries a new version at once"),
                false,
                0,
                closedUntil);
    }
}
