package dev.imconnector.testkit;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.oauth.CircuitBreaker;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.oauth.TokenClient;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.oauth.TokenRequestSettings;
import dev.imconnector.oauth.TokenSource;
import dev.imconnector.time.Jitter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The real way to IM (token core, rate window, transport) over any network, in virtual time and without jitter. */
public final class ImStack {

    /** What it speaks, to who takes no message for "it is there already". */
    public static final Dialect DIALECT = new CourseDialect(Pattern.compile("(?!)"));

    private static final AtomicInteger WINDOWS = new AtomicInteger();

    public final SettableClock clock;
    public final RecordingSleeper sleeper;
    public final ImConnection connection;

    public ImStack(HttpExchange network, SettableClock clock, int requestsPerMinute) {
        this(network, clock, requestsPerMinute, URI.create("http://localhost"));
    }

    /** @param server where both the token endpoint and the API are */
    public ImStack(HttpExchange network, SettableClock clock, int requestsPerMinute, URI server) {
        this(network, clock, requestsPerMinute, server, "/successfactors/im", DIALECT);
    }

    /** @param basePath where the API is on that server */
    public ImStack(
            HttpExchange network,
            SettableClock clock,
            int requestsPerMinute,
            URI server,
            String basePath,
            Dialect dialect) {
        this.clock = clock;
        this.sleeper = new RecordingSleeper(clock);
        var jitter = new Jitter(() -> () -> 0L);
        var retries = new RetryPolicy(4, jitter);
        var window = new SlidingWindowRateLimiter("window-" + WINDOWS.incrementAndGet(), requestsPerMinute);
        var meter = new RequestMeter();
        var paced = new PacedExchange(network, window, meter, RequestEvents.NONE, sleeper, clock);
        var request = new TokenRequestSettings(
                EndpointAddress.of("IM_TOKEN_URL", server + "/oauth/token"),
                Optional.of("im.write"),
                TokenRequestSettings.AuthStyle.BODY);
        var client = new TokenClient(request, paced, retries, sleeper, clock);
        var source = new TokenSource(
                new ScriptedCredentials(ScriptedCredentials.credentials("writer-secret", "v1")),
                client,
                new CircuitBreaker(clock, jitter),
                TokenEvents.NONE,
                clock);
        this.connection = new ImConnection(
                URI.create(server + basePath),
                dialect.protocol(),
                new TokenCache(source, clock),
                paced,
                window,
                meter,
                retries,
                clock);
    }
}
