package dev.imconnector.oauth;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.SecretMask;
import java.time.Instant;
import java.util.Objects;

/**
 * One bearer token (RFC 6750) and the moment it ends. Immutable, equal only to itself, not serialisable; its text form
 * shows when it ends and never the token.
 */
public final class AccessToken {

    private final String authorization;
    private final Instant issuedAt;
    private final Instant expiresAt;
    private final SecretMask mask;

    /**
     * @param token the token itself: visible ASCII without blanks, so that it can stand in a header
     * @param issuedAt when the request for it was sent
     * @param expiresAt when it ends
     */
    AccessToken(String token, Instant issuedAt, Instant expiresAt) {
        this.authorization = "Bearer " + Objects.requireNonNull(token, "token");
        this.mask = new SecretMask(token);
        this.issuedAt = Objects.requireNonNull(issuedAt, "issuedAt");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** The value of the Authorization header: set it when the request is sent, never when it is queued. */
    public String authorization() {
        return authorization;
    }

    /**
     * The answer without this token, should whoever answered have sent it back.
     *
     * @param isPage whether it may be a page of rows, which is large and which nobody has refused
     */
    public HttpAnswer takenOutOf(HttpAnswer answer, boolean isPage) {
        return mask.over(answer, isPage);
    }

    /** When the token ends, counted from when its request was sent. */
    public Instant expiresAt() {
        return expiresAt;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    @Override
    public String toString() {
        return "AccessToken[***, expiresAt=" + expiresAt + "]";
    }
}
