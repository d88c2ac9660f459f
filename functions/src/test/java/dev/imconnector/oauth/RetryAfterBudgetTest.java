package dev.imconnector.oauth;

import static dev.imconnector.testkit.TokenStack.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.RetryAfter;
import dev.imconnector.testkit.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Row 8: Retry-After within the deadline is waited for, beyond it remembered")
class RetryAfterBudgetTest extends TokenCoreFixture {

    @Test
    void it_is_waited_for_when_longer_than_the_backoff() throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "30"), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void the_backoff_is_waited_for_when_longer_than_it() throws Exception {
        server.next(
                PATH, Reply.status(503), Reply.status(503).withHeader("Retry-After", "1"), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_date_is_waited_for_as_well() throws Exception {
        server.next(
                PATH,
                Reply.status(503).withHeader("Retry-After", "Mon, 02 Mar 2026 04:15:20 GMT"),
                Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "", "1e3", "Mon, 02 Mar 2020 04:15:20 GMT"})
    void what_is_garbage_negative_or_past_leaves_the_backoff(String value) throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", value), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void the_longest_that_is_believed_is_remembered_as_well() throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "3600"), Reply.token("one", 1800));
        var cache = stack.cache();
        refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);

        cache.current(stack.in(Duration.ofHours(2)));

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofHours(1));
    }

    @Test
    void beyond_the_deadline_it_fails_at_once_and_the_next_call_too() {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "30"));
        var cache = stack.cache();
        var moment = stack.clock.instant().plusSeconds(30);

        var first = refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);
        stack.clock.advance(Duration.ofSeconds(1));
        var second = refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);

        assertThat(first.retryAt()).contains(moment);
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(second.retryAt()).contains(moment);
        assertThat(second.attempts()).isZero();
        assertThat(second.retryable()).isTrue();
        assertThat(posts()).isEqualTo(1);
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void a_next_call_with_the_time_waits_for_the_moment() throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "30"), Reply.token("one", 1800));
        var cache = stack.cache();
        refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);
        stack.clock.advance(Duration.ofSeconds(10));

        cache.current(stack.in(Duration.ofMillis(20_500)));

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void a_next_call_with_a_millisecond_too_little_fails_at_once() {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "30"));
        var cache = stack.cache();
        refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);
        stack.clock.advance(Duration.ofSeconds(10));

        refused(cache, Duration.ofMillis(20_499), TokenThrottledException.class);

        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void ten_to_the_twelfth_is_bounded() {
        server.next(PATH, Reply.status(503).withHeader("Retry-After", "1000000000000"));

        var failure = refused(stack.cache(), HALF_HOUR, TokenUnavailableException.class);

        assertThat(failure.retryAt()).contains(stack.clock.instant().plus(RetryAfter.LONGEST));
    }

    @Test
    void a_remembered_moment_far_ahead_of_a_clock_that_was_set_back_is_ignored() throws Exception {
        server.next(PATH, Reply.status(429).withHeader("Retry-After", "30"), Reply.token("one", 1800));
        var cache = stack.cache();
        refused(cache, Duration.ofSeconds(20), TokenThrottledException.class);

        stack.clock.advance(Duration.ofDays(-1));

        cache.current(stack.soon());
        assertThat(stack.sleeper.sleeps()).isEmpty();
    }

    @Test
    void a_token_makes_the_remembered_moment_void() throws Exception {
        server.next(
                PATH,
                Reply.status(503).withHeader("Retry-After", "1"),
                Reply.token("one", 1800),
                Reply.token("two", 1800));
        var cache = stack.cache();
        cache.invalidate(cache.current(stack.soon()));
        stack.clock.advance(Duration.ofSeconds(-1));

        cache.current(stack.soon());

        assertThat(stack.sleeper.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_429_uses_up_no_attempt() throws Exception {
        stack.maxAttempts = 1;
        server.next(PATH, Reply.status(429), Reply.status(429), Reply.status(429), Reply.token("one", 1800));

        stack.cache().current(stack.soon());

        assertThat(stack.sleeper.sleeps())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }
}
