package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends the credentials themselves with each request (HTTP Basic, RFC 7617), because the API has no token endpoint.
 * Sends nothing; needs no network. Thread-safe.
 *
 * <p>There is no endpoint to refuse a client, so the API's refusal stands for it: credentials that it has refused twice are
 * refused here, which lets {@link CircuitBreaker} keep an account from being locked.
 */
public final class BasicIssuer implements TokenIssuer {

    /** How long credentials are used before they are read again: a rotation is noticed within this. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final int MOST_REFUSALS = 2;

    private record Refusals(String versionId, int count) {}

    private final String api;
    private final Clock clock;
    private final AtomicReference<Refusals> refusals = new AtomicReference<>(new Refusals("", 0));

    /** @param api who is asked, for messages */
    public BasicIssuer(String api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public AccessToken fetch(ClientCredentials credentials, Deadline deadline, int sentBefore) {
        var known = refusals.get();
        if (known.versionId().equals(credentials.versionId()) && known.count() >= MOST_REFUSALS) {
            // The circuit breaker knows when they may be tried again.
            refusals.compareAndSet(known, new Refusals("", 0));
            throw new ClientRejectedException(
                    api + " has refused the user and the password, version " + credentials.versionId() + ", "
                            + known.count() + " times",
                    "Check the stored user (client_id) and password (client_secret), and that the user may use the"
                            + " REST API",
                    known.count());
        }
        var now = clock.instant();
        return AccessToken.basic(credentials, now, now.plus(LIFE));
    }

    @Override
    public void refused(String versionId) {
        refusals.updateAndGet(
                known -> new Refusals(versionId, known.versionId().equals(versionId) ? known.count() + 1 : 1));
    }

    @Override
    public void clear() {
        refusals.set(new Refusals("", 0));
    }
}
