package dev.imconnector.testkit;

import dev.imconnector.http.HttpExchange;
import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.ImConnection;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.course.CourseDialect;
import java.net.URI;
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
        var window = new SlidingWindowRateLimiter("window-" + WINDOWS.incrementAndGet(), requestsPerMinute);
        var meter = new RequestMeter();
        var paced = new PacedExchange(network, window, meter, RequestEvents.NONE, sleeper, clock);
        var tokens = new TokenStack(server, sleeper, clock, paced);
        this.connection = new ImConnection(
                URI.create(server + basePath),
                dialect.protocol(),
                tokens.cache(),
                paced,
                window,
                meter,
                tokens.retries(),
                clock);
    }
}
