package dev.imconnector.oauth;

import dev.imconnector.problem.Echo;
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
    private final Echo echo;

    /**
     * @param token the token itself: visible ASCII without blanks, so that it can stand in a header
     * @param issuedAt when the request for it was sent
     * @param expiresAt when it ends
     */
    AccessToken(String token, Instant issuedAt, Instant expiresAt) {
        this.authorization = "Bearer " + Objects.requireNonNull(token, "token");
        this.echo = Echo.of(token);
        this.issuedAt = Objects.requireNonNull(issuedAt, "issuedAt");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** The value of the Authorization header: set it when the request is sent, never when it is queued. */
    public String authorization() {
        return authorization;
    }

    /** Finds this token in what others say. */
    public Echo echo() {
        return echo;
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
