package dev.imconnector.oauth;

import static dev.imconnector.testkit.ScriptedCredentials.credentials;
import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("As the best do")
class TokenCacheTest extends TokenCoreFixture {

    @Test
    @DisplayName("1: a fresh token is read from the cache, without another request")
    void a_fresh_token_is_read_without_a_request() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        var cache = stack.cache();

        var token = cache.current(stack.soon());

        assertThat(token.authorization()).isEqualTo("Bearer one");
        assertThat(cache.current(stack.soon())).isSameAs(token);
        assertThat(cache.freshOrNull()).isSameAs(token);
        assertThat(posts()).isEqualTo(1);
        assertThat(secrets.reads()).isEqualTo(1);
    }

    @Test
    void a_hundred_thousand_reads_make_one_request() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        var cache = stack.cache();
        var deadline = stack.soon();

        for (int read = 0; read < 100_000; read++) {
            cache.current(deadline);
        }

        assertThat(posts()).isEqualTo(1);
        assertThat(secrets.reads()).isEqualTo(1);
    }

    @Test
    void a_look_without_fetching_finds_nothing_before_the_first_fetch_and_after_the_end() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        var cache = stack.cache();

        assertThat(cache.freshOrNull()).isNull();
        cache.current(stack.soon());
        stack.clock.advance(HALF_HOUR);

        assertThat(cache.freshOrNull()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    @DisplayName("2: many callers at once make one request, outside any lock")
    void many_callers_at_once_make_one_request() throws Exception {
        var waiting = new CountDownLatch(9);
        server.next(PATH, Reply.token("one", 1800).heldUntil(waiting));
        var cache = new TokenCache(stack.source(), stack.clock, () -> new AnnouncedFlight(waiting));

        var callers = Callers.start(10, () -> cache.current(stack.soon()));

        for (var caller : callers) {
            assertThat(caller.get().authorization()).isEqualTo("Bearer one");
        }
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("3: the margin begins 60 s before the end, not a millisecond earlier or later")
    @CsvSource({"-1, 1", "0, 2", "1, 2"})
    void the_margin_begins_60_seconds_before_the_end(long millis, int requests) throws Exception {
        server.always(PATH, Reply.token("one", 1800));
        var cache = stack.cache();
        cache.current(stack.soon());

        stack.clock.advance(Duration.ofSeconds(1740).plusMillis(millis));
        cache.current(stack.soon());

        assertThat(posts()).isEqualTo(requests);
    }

    @Test
    @DisplayName("4: 1, 2, 4 s between attempts, then the last failure with the number of attempts")
    void waits_1_2_4_seconds_between_attempts_and_then_gives_up() {
        server.always(PATH, Reply.status(503));

        var failure = refused(stack.cache(), HALF_HOUR, TokenUnavailableException.class);

        assertThat(stack.sleeper.sleeps())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(posts()).isEqualTo(4);
        assertThat(failure.attempts()).isEqualTo(4);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void a_passing_fault_costs_one_wait_and_nothing_else() throws Exception {
        server.next(PATH, Reply.status(500), Reply.token("one", 1800));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer one");

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("5: the header's value is there to be set at each send")
    void the_header_value_is_the_bearer_token() throws Exception {
        server.next(PATH, Reply.token("a.b-c_d~e+f/g==", 1800));

        assertThat(stack.cache().current(stack.soon()).authorization()).isEqualTo("Bearer a.b-c_d~e+f/g==");
    }

    @Test
    @DisplayName("6: only the token that was refused is dropped")
    void a_refused_token_is_dropped_only_if_it_is_still_the_cached_one() throws Exception {
        server.next(PATH, Reply.token("one", 1800), Reply.token("two", 1800));
        var cache = stack.cache();
        var first = cache.current(stack.soon());

        cache.invalidate(first);
        var second = cache.current(stack.soon());
        cache.invalidate(first);

        assertThat(cache.current(stack.soon())).isSameAs(second).isNotSameAs(first);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void invalidating_nothing_does_nothing() throws Exception {
        server.next(PATH, Reply.token("one", 1800));
        var cache = stack.cache();
        cache.invalidate(null);
        var token = cache.current(stack.soon());

        cache.invalidate(null);

        assertThat(cache.freshOrNull()).isSameAs(token);
        assertThat(events.reasons).containsExactly(FetchReason.COLD);
    }

    @Test
    @DisplayName("8: each fetch is told with its reason: cold, expired, rejected, rotated, restored")
    void each_fetch_is_told_with_its_reason() throws Exception {
        server.always(PATH, Reply.token("one", 1800));
        secrets.next(credentials("writer-secret", "v1"))
                .next(credentials("writer-secret", "v1"))
                .next(credentials("new-secret", "v2"));
        var cache = stack.cache();

        var first = cache.current(stack.soon());
        cache.invalidate(first);
        cache.current(stack.soon());
        stack.clock.advance(HALF_HOUR);
        cache.current(stack.soon());
        stack.clock.advance(HALF_HOUR);
        cache.current(stack.soon());
        cache.clear();
        cache.current(stack.soon());

        assertThat(events.reasons)
                .containsExactly(
                        FetchReason.COLD,
                        FetchReason.REJECTED,
                        FetchReason.EXPIRED,
                        FetchReason.ROTATED,
                        FetchReason.RESTORED);
        assertThat(events.lines).noneMatch(line -> line.contains("im-writer"));
    }

    @Test
    void the_time_of_a_fetch_has_its_waits_in_it() throws Exception {
        server.next(PATH, Reply.status(503), Reply.status(503), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(events.lines).contains("fetched COLD in PT3S");
    }

    @Test
    void version_and_age_of_the_credentials_are_known_and_told_at_each_read() throws Exception {
        server.always(PATH, Reply.token("one", 1800));
        var cache = stack.cache();
        assertThat(cache.credentialsInUse()).isEmpty();

        cache.current(stack.soon());

        var inUse = cache.credentialsInUse().orElseThrow();
        assertThat(inUse.id()).isEqualTo("v1");
        assertThat(inUse.age(stack.clock.instant())).contains(Duration.ofDays(1));
        assertThat(inUse.age(Instant.EPOCH)).contains(Duration.ZERO);
        assertThat(events.lines).contains("read v1 aged 1 days");
    }
}
