package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("In the margin the old token is used while it is usable")
class MarginTest extends TokenCoreFixture {

    @Test
    void others_use_it_while_the_new_one_is_fetched() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        stack.http = new ScriptedExchange(call -> {
            if (call == 2) {
                asked.countDown();
                answer.await();
            }
            return ScriptedExchange.token("token-" + call, 1800, stack.clock);
        });
        var cache = stack.cache();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1784));
        var leader = Callers.start(() -> cache.current(stack.soon()));
        asked.await();

        assertThat(cache.current(stack.soon()).authorization()).isEqualTo("Bearer token-1");

        answer.countDown();
        assertThat(leader.get().authorization()).isEqualTo("Bearer token-2");
    }

    @ParameterizedTest
    @CsvSource({"1784999, true", "1785000, false"})
    void it_survives_a_passing_failure_until_15_seconds_before_its_end(long millis, boolean survives) throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        server.always(PATH, Reply.status(503));
        stack.maxAttempts = 1;
        var cache = stack.cache();
        var token = cache.current(stack.soon());
        stack.clock.advance(Duration.ofMillis(millis));

        if (survives) {
            assertThat(cache.current(stack.soon())).isSameAs(token);
            assertThat(events.lines).anyMatch(line -> line.startsWith("put off to"));
        } else {
            refused(cache, HALF_HOUR, TokenUnavailableException.class);
        }
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void the_next_try_comes_10_seconds_later_and_not_with_every_call() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        server.always(PATH, Reply.status(503));
        stack.maxAttempts = 1;
        var cache = stack.cache();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1740));

        for (int call = 0; call < 20; call++) {
            cache.current(stack.soon());
            stack.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void it_is_not_put_off_beyond_the_moment_from_which_it_is_unusable() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        server.always(PATH, Reply.status(503));
        stack.maxAttempts = 1;
        var cache = stack.cache();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1780));
        cache.current(stack.soon());

        stack.clock.advance(Duration.ofSeconds(5));

        refused(cache, HALF_HOUR, TokenUnavailableException.class);
    }

    @Test
    void a_refusal_is_told_at_once() throws Exception {
        server.next(PATH, Reply.token("one", 1800), Reply.status(401));
        var cache = stack.cache();
        cache.current(stack.soon());
        stack.clock.advance(Duration.ofSeconds(1740));

        refused(cache, HALF_HOUR, ClientRejectedException.class);
    }

    @Test
    void a_token_that_the_api_refuses_while_its_successor_fails_is_not_used_on() throws Exception {
        var cache = new AtomicCache();
        var old = new ArrayList<AccessToken>();
        stack.maxAttempts = 1;
        stack.http = new ScriptedExchange(call -> {
            if (call == 1) {
                return ScriptedExchange.token("one", 1800, stack.clock);
            }
            cache.it.invalidate(old.get(0));
            return ScriptedExchange.answer(503, "", stack.clock);
        });
        cache.it = stack.cache();
        old.add(cache.it.current(stack.soon()));
        stack.clock.advance(Duration.ofSeconds(1740));

        refused(cache.it, HALF_HOUR, TokenUnavailableException.class);
    }

    private static final class AtomicCache {
        private TokenCache it;
    }
}
