package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The rate limit as a sliding log. */
class SlidingWindowRateLimiterTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Instant at(long millis) {
        return NOON.plusMillis(millis);
    }

    @Test
    void as_many_requests_as_the_limit_go_out_at_once_and_the_next_60_seconds_after_the_first_answer() {
        var window = new SlidingWindowRateLimiter("w", 3);
        for (int i = 0; i < 3; i++) {
            assertThat(window.take(at(0))).isZero();
        }
        window.answered(at(400));

        assertThat(window.take(at(1_000))).isEqualTo(Duration.ofMillis(59_401));
        assertThat(window.take(at(60_399))).isPositive();
        assertThat(window.take(at(60_400))).isZero();
    }

    @Test
    void answers_that_lie_ahead_since_the_clock_was_set_back_count_for_60_seconds_from_now_and_no_longer() {
        var window = new SlidingWindowRateLimiter("w", 1);
        window.take(at(7_200_000));
        window.answered(at(7_200_000));

        assertThat(window.take(at(0))).isEqualTo(Duration.ofMillis(60_001));
        assertThat(window.take(at(60_000))).isZero();
    }

    @Test
    void answers_lie_ahead_too_when_the_clock_was_set_back_while_another_request_was_under_way() {
        var window = new SlidingWindowRateLimiter("w", 2);
        window.take(at(7_200_000));
        window.take(at(7_200_000));
        window.answered(at(7_200_000));
        window.answered(at(0));

        assertThat(window.take(at(10))).isEqualTo(Duration.ofMillis(59_991));
        assertThat(window.take(at(60_000))).isZero();
    }

    @Test
    void a_slot_whose_request_has_no_answer_yet_is_not_free_however_long_it_takes() {
        var window = new SlidingWindowRateLimiter("w", 1);
        window.take(at(0));

        assertThat(window.take(at(3_600_000))).isPositive();
    }

    @Test
    void a_slot_that_was_given_back_is_free_at_once() {
        var window = new SlidingWindowRateLimiter("w", 1);
        window.take(at(0));
        window.giveBack();

        assertThat(window.take(at(0))).isZero();
    }

    @Test
    void without_a_limit_nobody_waits_except_for_a_pause() {
        var window = new SlidingWindowRateLimiter("w", 0);
        assertThat(window.take(at(0))).isZero();
        window.pauseUntil(at(30_000));

        assertThat(window.take(at(1))).isEqualTo(Duration.ofMillis(29_999));
        assertThat(window.take(at(30_000))).isZero();
    }

    @Test
    void a_shorter_pause_does_not_end_a_longer_one() {
        var window = new SlidingWindowRateLimiter("w", 0);
        window.pauseUntil(at(30_000));
        window.pauseUntil(at(10_000));

        assertThat(window.take(at(10_000))).isPositive();
    }

    @Test
    void another_environment_recalls_what_was_sent_before() {
        var before = new SlidingWindowRateLimiter("before", 2);
        before.take(at(0));
        before.answered(at(100));
        before.take(at(0));
        before.answered(at(200));
        var after = new SlidingWindowRateLimiter("after", 2);

        after.recall(before.remember(at(300)), at(5_000));

        assertThat(after.take(at(5_000))).isPositive();
        assertThat(after.take(at(60_000))).isPositive();
        assertThat(after.take(at(60_500))).isZero();
    }

    @Test
    void a_warm_environment_does_not_count_its_own_requests_twice() {
        var window = new SlidingWindowRateLimiter("w", 2);
        window.take(at(0));
        window.answered(at(100));

        window.recall(window.remember(at(200)), at(300));

        assertThat(window.take(at(300))).isZero();
    }

    @Property
    void in_any_60_seconds_no_more_than_the_limit_arrive_wherever_between_send_and_answer_they_do(
            @ForAll @IntRange(min = 1, max = 5) int limit,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 20_000) Integer> latencies,
            @ForAll @IntRange(min = 0, max = 100) int arrivalPercent) {
        var window = new SlidingWindowRateLimiter("w", limit);
        var now = NOON;
        var arrivals = new ArrayList<Instant>();
        for (var latency : latencies) {
            for (var wait = window.take(now); !wait.isZero(); wait = window.take(now)) {
                now = now.plus(wait);
            }
            arrivals.add(now.plusMillis((long) latency * arrivalPercent / 100));
            now = now.plusMillis(latency);
            window.answered(now);
        }
        for (int i = 0; i + limit < arrivals.size(); i++) {
            assertThat(Duration.between(arrivals.get(i), arrivals.get(i + limit)))
                    .isGreaterThanOrEqualTo(SlidingWindowRateLimiter.SPAN);
        }
    }

    @Property
    void a_memory_stays_small_at_any_limit(@ForAll @IntRange(min = 1, max = 5_000) int answers) {
        var window = new SlidingWindowRateLimiter("w", 100_000);
        for (int i = 0; i < answers; i++) {
            window.take(at(i));
            window.answered(at(i));
        }

        assertThat(window.remember(at(answers)).answers()).hasSizeLessThanOrEqualTo(answers / 250 + 2);
    }
}
