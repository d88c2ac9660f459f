package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.testkit.Reply;
import dev.imconnector.time.Jitter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Row 5: a snapshot holds nothing")
class SnapshotTest extends TokenCoreFixture {

    @Test
    void after_clearing_the_next_read_fetches() throws Exception {
        server.next(PATH, Reply.token("one", 1800), Reply.token("two", 1800));
        var cache = stack.cache();
        cache.current(stack.soon());

        cache.clear();

        assertThat(cache.freshOrNull()).isNull();
        assertThat(cache.credentialsInUse()).isEmpty();
        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer two");
        assertThat(events.reasons).containsExactly(FetchReason.COLD, FetchReason.RESTORED);
    }

    @Test
    void clearing_opens_the_gate() throws Exception {
        server.next(PATH, Reply.status(401), Reply.token("one", 1800));
        var cache = stack.cache();
        refused(cache, HALF_HOUR, ClientRejectedException.class);

        cache.clear();

        cache.current(stack.soon());
    }

    @Test
    void clearing_forgets_the_moment_that_the_endpoint_named() throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "60"), Reply.token("one", 1800));
        var cache = stack.cache();
        refused(cache, Duration.ofSeconds(5), TokenThrottledException.class);

        cache.clear();

        cache.current(stack.soon());
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void clearing_drops_the_generators_of_chance() {
        var made = new AtomicInteger();
        var jitter = new Jitter(() -> {
            made.incrementAndGet();
            return () -> 0L;
        });
        var gate = new CircuitBreaker(stack.clock, jitter);
        var policy = new RetryPolicy(4, jitter);
        jitter.next();
        jitter.next();
        assertThat(made).hasValue(1);

        gate.clear();
        jitter.next();
        assertThat(made).hasValue(2);

        policy.clear();
        jitter.next();
        assertThat(made).hasValue(3);

        var settings = new TokenRequestSettings(
                EndpointAddress.of("IM_TOKEN_URL", "https://example.com"), Optional.empty(), AuthStyle.BODY);
        new TokenClient(settings, stack.http, policy, stack.sleeper, stack.clock).clear();
        jitter.next();
        assertThat(made).hasValue(4);
    }

    @Test
    void a_fetch_that_was_under_way_when_all_was_cleared_leaves_nothing_behind() throws Exception {
        var asked = new CountDownLatch(1);
        var cleared = new CountDownLatch(1);
        stack.http = new ScriptedExchange(call -> {
            if (call == 1) {
                asked.countDown();
                cleared.await();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        var cache = stack.cache();
        var caller = Callers.start(() -> cache.current(stack.soon()));
        asked.await();

        cache.clear();
        cleared.countDown();
        caller.get();

        assertThat(cache.freshOrNull()).isNull();
        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer token-2");
    }
}
