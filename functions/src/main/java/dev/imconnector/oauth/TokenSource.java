package dev.imconnector.oauth;

import dev.imconnector.http.RetryPolicy;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a token with the credentials in force now. They are read anew for each fetch and held no longer; between
 * fetches only their version is known. Thread-safe, made to be called by one caller at a time ({@link TokenCache}).
 *
 * <p>When the endpoint refuses the client, the credentials may just have been rotated: they are read once more, and
 * another version gets one more try. The same version, or a second refusal, is final and closes the gate.
 */
public final class TokenSource {

    /** A token, and whether its credentials have another version than those before. */
    record Fetched(AccessToken token, boolean rotated) {}

    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);

    private final ClientCredentialsSource credentials;
    private final TokenIssuer issuer;
    private final CircuitBreaker gate;
    private final TokenEvents events;
    private final Clock clock;
    private volatile CredentialsVersion inUse;

    public TokenSource(
            ClientCredentialsSource credentials,
            TokenIssuer issuer,
            CircuitBreaker gate,
            TokenEvents events,
            Clock clock) {
        this.credentials = credentials;
        this.issuer = issuer;
        this.gate = gate;
        this.events = events;
        this.clock = clock;
    }

    Fetched fetch(Deadline deadline) throws InterruptedException {
        var first = read(deadline);
        var closedUntil = gate.closedUntil(first.versionId());
        if (closedUntil.isPresent()) {
            throw new CircuitOpenException(first.versionId(), closedUntil.get());
        }
        try {
            return accepted(first, issuer.fetch(first, deadline, 0));
        } catch (ClientRejectedException refusal) {
            return fetchWithOthers(first.versionId(), refusal, deadline);
        }
    }

    private Fetched fetchWithOthers(String refused, ClientRejectedException refusal, Deadline deadline)
            throws InterruptedException {
        var second = readAgain(refusal, deadline)
                .filter(read -> !read.versionId().equals(refused))
                .filter(read -> gate.closedUntil(read.versionId()).isEmpty());
        if (second.isEmpty()) {
            close(refused);
            throw refusal;
        }
        try {
            var token = issuer.fetch(second.get(), deadline, refusal.attempts());
            accepted(second.get(), token);
            return new Fetched(token, true);
        } catch (ClientRejectedException again) {
            close(refused);
            close(second.get().versionId());
            throw again;
        }
    }

    /** Empty when they cannot be read: the refusal, with that beside it, is then what was wrong. */
    private Optional<ClientCredentials> readAgain(ClientRejectedException refusal, Deadline deadline)
            throws InterruptedException {
        try {
            return Optional.of(read(deadline));
        } catch (OAuthException unreadable) {
            refusal.addSuppressed(unreadable);
            return Optional.empty();
        }
    }

    private ClientCredentials read(Deadline deadline) throws InterruptedException {
        if (!deadline.leaves(RetryPolicy.MIN_ATTEMPT, clock)) {
            throw new NoTimeLeftException("No time is left to read the client's credentials", 0);
        }
        var read = credentials.read(deadline.minus(RetryPolicy.MIN_ATTEMPT));
        events.credentialsRead(read.versionId(), read.version().age(clock.instant()));
        return read;
    }

    private Fetched accepted(ClientCredentials used, AccessToken token) {
        gate.accepted(used.versionId());
        var before = inUse;
        inUse = used.version();
        return new Fetched(token, before != null && !before.id().equals(used.versionId()));
    }

    private void close(String versionId) {
        var first = !gate.knows(versionId);
        var until = gate.refused(versionId);
        if (first) {
            LOG.warn(
                    "The token endpoint refuses version {} of the client's credentials; the connector does not"
                            + " try it before {}",
                    versionId,
                    until);
            events.gateTripped(versionId, until);
        }
    }

    /** The API has refused the last token. */
    void refused() {
        inUse().ifPresent(version -> issuer.refused(version.id()));
    }

    Optional<CredentialsVersion> inUse() {
        return Optional.ofNullable(inUse);
    }

    /** Receives what happens here. */
    TokenEvents events() {
        return events;
    }

    /** Forgets the versions, the gate, the endpoint's Retry-After and the state of chance. */
    void clear() {
        inUse = null;
        gate.clear();
        issuer.clear();
    }
}
