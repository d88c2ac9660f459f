package dev.imconnector.oauth;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.SecretMask;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The value that authorises a request, and the moment at which it ends: a bearer token (RFC 6750), or for an API
 * without tokens user and password (RFC 7617). Immutable, equal only to itself, not serialisable; its text form shows
 * when it ends and never the secret.
 */
public final class AccessToken {

    private final String authorization;
    private final Instant issuedAt;
    private final Instant expiresAt;
    private final List<SecretMask> masks;

    /**
     * @param token the token itself: visible ASCII without blanks, so that it can stand in a header
     * @param issuedAt when the request for it was sent
     * @param expiresAt when it ends
     */
    AccessToken(String token, Instant issuedAt, Instant expiresAt) {
        this("Bearer " + Objects.requireNonNull(token, "token"), List.of(new SecretMask(token)), issuedAt, expiresAt);
    }

    private AccessToken(String authorization, List<SecretMask> masks, Instant issuedAt, Instant expiresAt) {
        this.authorization = authorization;
        this.masks = masks;
        this.issuedAt = Objects.requireNonNull(issuedAt, "issuedAt");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** User and password in place of a token. */
    static AccessToken basic(ClientCredentials credentials, Instant issuedAt, Instant expiresAt) {
        var authorization = TokenForm.rawBasic(credentials);
        var masks = Stream.of(authorization.substring("Basic ".length()), credentials.secret())
                .filter(secret -> secret.chars().allMatch(c -> c > ' ' && c < 0x7f))
                .map(SecretMask::new)
                .toList();
        return new AccessToken(authorization, masks, issuedAt, expiresAt);
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
        var masked = answer;
        for (var mask : masks) {
            masked = mask.over(masked, isPage);
        }
        return masked;
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
