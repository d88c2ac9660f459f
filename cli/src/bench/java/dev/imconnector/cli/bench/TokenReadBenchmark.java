package dev.imconnector.cli.bench;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.oauth.AccessToken;
import dev.imconnector.oauth.CircuitBreaker;
import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.oauth.TokenClient;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.oauth.TokenRequestSettings;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.oauth.TokenSource;
import dev.imconnector.time.Deadline;
import dev.imconnector.time.Jitter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the read of a fresh token costs, beside the same read under a lock and beside the look at the clock alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenReadBenchmark {

    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger posts = new AtomicInteger();
    private final TokenCache cache = cache();
    private final LockedRead locked = new LockedRead();
    private Deadline deadline;

    /** The usual way: every reader takes the lock, looks at the clock and leaves. */
    private final class LockedRead {

        private AccessToken token;
        private long refreshAtMillis;

        synchronized AccessToken get() {
            return clock.millis() < refreshAtMillis ? token : null;
        }

        synchronized void set(AccessToken newToken) {
            token = newToken;
            refreshAtMillis = newToken.expiresAt().minusSeconds(60).toEpochMilli();
        }
    }

    private TokenCache cache() {
        var jitter = new Jitter(SecureRandom::new);
        var settings = new TokenRequestSettings(
                EndpointAddress.of("IM_TOKEN_URL", "https://localhost/token"), Optional.empty(), AuthStyle.BODY);
        var client = new TokenClient(
                settings, this::answer, new RetryPolicy(4, jitter), pause -> Thread.sleep(pause.toMillis()), clock);
        return new TokenCache(
                new TokenSource(
                        limit -> new ClientCredentials("client", "secret", "v1", Optional.empty()),
                        client,
                        new CircuitBreaker(clock, jitter),
                        TokenEvents.NONE,
                        clock),
                clock);
    }

    private HttpAnswer answer(HttpCall call) {
        posts.incrementAndGet();
        var body = "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":86400}";
        return new HttpAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), clock.instant());
    }

    @Setup
    public void fetchOnce() throws InterruptedException {
        deadline = Deadline.after(Duration.ofHours(1), clock);
        locked.set(cache.current(deadline));
    }

    @TearDown
    public void oneRequestInAll() {
        if (posts.get() != 1) {
            throw new IllegalStateException(posts.get() + " requests to the token endpoint instead of 1");
        }
    }

    @Benchmark
    public AccessToken freshRead() throws InterruptedException {
        return cache.current(deadline);
    }

    @Benchmark
    public AccessToken synchronizedRead() {
        return locked.get();
    }

    @Benchmark
    public long clockAlone() {
        return clock.millis();
    }
}
