package dev.imconnector.app;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.Protocol;
import dev.imconnector.manage.NextMarks;
import dev.imconnector.oauth.BasicIssuer;
import dev.imconnector.oauth.CircuitBreaker;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.DerivedKeySource;
import dev.imconnector.oauth.FetchReason;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.oauth.TokenClient;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.oauth.TokenIssuer;
import dev.imconnector.oauth.TokenRequestSettings;
import dev.imconnector.oauth.TokenSource;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.settings.Settings;
import dev.imconnector.time.Jitter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The connections of one OAuth client: one for each set of settings that a connection is made of, kept for all later
 * invocations. Safe for use by several threads.
 */
final class ClientConnections {

    private final ClientRole role;
    private final Platform platform;
    private final Function<Optional<String>, ClientCredentialsSource> credentials;
    private final TokenEvents tokenEvents;
    private final RequestEvents requestEvents;
    private final Map<Shape, Client> connections = new ConcurrentHashMap<>();

    /** Whether they were dropped around a snapshot: a token is fetched for that reason then. */
    private volatile boolean restored;

    /** A connection, and what it signs with. */
    record Client(ImConnection connection, DerivedKeySource keys) {}

    /**
     * The settings that a connection is made of: when one changes, another connection is made. Without a token URL user and
     * password go with each request.
     */
    private record Shape(
            Optional<URI> tokenUrl,
            URI apiUrl,
            Optional<String> scope,
            TokenRequestSettings.AuthStyle authStyle,
            int requestsPerMinute,
            int maxAttempts,
            Duration connectTimeout,
            Duration requestTimeout) {

        static Shape of(Settings settings, ClientRole role) {
            return new Shape(
                    Dialects.hasNoTokens(settings) ? Optional.empty() : Optional.of(settings.tokenUrl()),
                    settings.apiUrl(),
                    settings.scope(role),
                    settings.tokenAuthStyle(),
                    settings.requestsPerMinute(),
                    settings.maxAttempts(),
                    settings.connectTimeout(),
                    settings.requestTimeout());
        }
    }

    /** @param credentials where they are, by the id of the secret when there is one */
    ClientConnections(
            ClientRole role,
            Platform platform,
            Function<Optional<String>, ClientCredentialsSource> credentials,
            TokenEvents tokenEvents,
            RequestEvents requestEvents) {
        this.role = role;
        this.platform = platform;
        this.credentials = credentials;
        this.tokenEvents = tokenEvents;
        this.requestEvents = requestEvents;
    }

    /** The connection that is shared by all who have the same settings. */
    Client shared(Settings settings, Protocol protocol) {
        return connections.computeIfAbsent(Shape.of(settings, role), shape -> {
            var keys = new DerivedKeySource(credentials.apply(settings.clientSecretId()), NextMarks.PURPOSE);
            return new Client(connect(shape, protocol, keys, restored ? FetchReason.RESTORED : FetchReason.COLD), keys);
        });
    }

    /** A connection of its own, with other credentials: neither its token nor its failures are anybody else's. */
    ImConnection separate(Settings settings, Protocol protocol, ClientCredentialsSource others) {
        return connect(Shape.of(settings, role), protocol, others, FetchReason.COLD);
    }

    /** Drops the connections, and with them tokens, circuit breakers and the seeds of chance. */
    void forget() {
        restored = true;
        // Whoever still holds a connection is to find no token in it.
        connections.values().forEach(client -> client.connection().tokens().clear());
        connections.clear();
    }

    private ImConnection connect(Shape shape, Protocol protocol, ClientCredentialsSource its, FetchReason firstReason) {
        var clock = platform.clock();
        var jitter = new Jitter(platform.random());
        var retries = new RetryPolicy(shape.maxAttempts(), jitter);
        var window = new SlidingWindowRateLimiter(platform.newName(), shape.requestsPerMinute());
        var meter = new RequestMeter();
        var network = new PacedExchange(
                platform.network().with(shape.connectTimeout(), shape.requestTimeout()),
                window,
                meter,
                requestEvents,
                platform.sleeper(),
                clock);
        var issuer = shape.tokenUrl()
                .<TokenIssuer>map(url -> new TokenClient(
                        new TokenRequestSettings(
                                EndpointAddress.of("IM_TOKEN_URL", url.toString()), shape.scope(), shape.authStyle()),
                        network,
                        retries,
                        platform.sleeper(),
                        clock))
                .orElseGet(() -> new BasicIssuer(shape.apiUrl().getAuthority(), clock));
        var source = new TokenSource(its, issuer, new CircuitBreaker(clock, jitter), tokenEvents, clock);
        return new ImConnection(
                shape.apiUrl(),
                protocol,
                TokenCache.of(source, clock, firstReason, platform.signals()),
                network,
                window,
                meter,
                retries,
                clock);
    }
}
