package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.RetryPolicy.Outcome;
import dev.imconnector.http.RetryPolicy.Stop;
import dev.imconnector.http.RetryPolicy.Tries;
import dev.imconnector.http.RetryPolicy.TryAgain;
import dev.imconnector.http.RetryPolicy.Why;
import dev.imconnector.time.Jitter;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final Duration LONG = Duration.ofDays(1);

    private static RetryPolicy policy(int maxAttempts, double chance) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return chance;
            }
        };
        return new RetryPolicy(maxAttempts, new Jitter(() -> fixed));
    }

    @ParameterizedTest
    @CsvSource({
        // attempts, throttled, last outcome, hint s, time left ms -> wait ms or why it stops
        "1, 0, PASSING_FAULT, 0, 60000, 1000",
        "2, 0, PASSING_FAULT, 0, 60000, 2000",
        "3, 0, PASSING_FAULT, 0, 60000, 4000",
        "4, 0, PASSING_FAULT, 0, 60000, NO_ATTEMPTS_LEFT",
        "5, 0, PASSING_FAULT, 0, 60000, NO_ATTEMPTS_LEFT",
        "1, 0, FINAL, 0, 60000, NO_RETRY_HELPS",
        "4, 0, FINAL, 0, 0, NO_RETRY_HELPS",
        "1, 0, PASSING_FAULT, 30, 60000, 30000",
        "3, 0, PASSING_FAULT, 3, 60000, 4000",
        "1, 0, PASSING_FAULT, 0, 1500, 1000",
        "1, 0, PASSING_FAULT, 0, 1499, NO_TIME_LEFT",
        "1, 0, PASSING_FAULT, 30, 30500, 30000",
        "1, 0, PASSING_FAULT, 30, 30499, NO_TIME_LEFT",
        "4, 0, PASSING_FAULT, 0, 0, NO_ATTEMPTS_LEFT",
        "0, 1, THROTTLED, 0, 60000, 1000",
        "0, 3, THROTTLED, 0, 60000, 4000",
        "0, 9, THROTTLED, 0, 60000, 32000",
        "3, 4, THROTTLED, 0, 60000, 32000",
        "1, 1, PASSING_FAULT, 0, 60000, 2000",
    })
    void decides_by_attempts_outcome_hint_and_time(
            int attempts, int throttled, Outcome last, long hint, long left, String expected) {
        var decision = policy(4, 0)
                .decide(new Tries(attempts, throttled), last, Duration.ofSeconds(hint), Duration.ofMillis(left));

        assertThat(decision)
                .isEqualTo(
                        Character.isDigit(expected.charAt(0))
                                ? new TryAgain(Duration.ofMillis(Long.parseLong(expected)))
                                : new Stop(Why.valueOf(expected)));
    }

    @Test
    void chance_adds_up_to_a_quarter() {
        var decision = policy(4, 0.5).decide(new Tries(2, 0), Outcome.PASSING_FAULT, Duration.ZERO, LONG);

        assertThat(decision).isEqualTo(new TryAgain(Duration.ofMillis(2250)));
    }

    @Property
    void the_wait_is_never_less_than_backoff_and_hint_nor_more_than_a_quarter_above(
            @ForAll @IntRange(min = 1, max = 6) int attempts,
            @ForAll @LongRange(min = 0, max = 3_600_000) long hintMillis,
            @ForAll long seed) {
        var policy = new RetryPolicy(100, new Jitter(() -> new SplittableRandom(seed)));
        var backoff = Duration.ofSeconds(1L << (attempts - 1));
        var hint = Duration.ofMillis(hintMillis);

        var decision = policy.decide(new Tries(attempts, 0), Outcome.PASSING_FAULT, hint, LONG);

        var wait = ((TryAgain) decision).after();
        assertThat(wait).isGreaterThanOrEqualTo(backoff).isGreaterThanOrEqualTo(hint);
        assertThat(wait)
                .isLessThanOrEqualTo(
                        hintMillis > backoff.toMillis() * 5 / 4
                                ? hint
                                : backoff.multipliedBy(5).dividedBy(4));
    }

    @Property
    void no_wait_goes_beyond_the_time_left(
            @ForAll @IntRange(min = 0, max = 50) int attempts,
            @ForAll @IntRange(min = 0, max = 50) int throttled,
            @ForAll Outcome last,
            @ForAll @LongRange(min = 0, max = 100_000) long hintMillis,
            @ForAll @LongRange(min = 0, max = 100_000) long leftMillis) {
        var left = Duration.ofMillis(leftMillis);

        var decision =
                policy(60, 0.99).decide(new Tries(attempts, throttled), last, Duration.ofMillis(hintMillis), left);

        if (decision instanceof TryAgain again) {
            assertThat(again.after().plus(RetryPolicy.MIN_ATTEMPT)).isLessThanOrEqualTo(left);
            assertThat(last).isNotEqualTo(Outcome.FINAL);
        }
    }

    @Test
    void a_429_counts_apart_from_the_attempts() {
        var tries = Tries.NONE
                .plus(Outcome.THROTTLED)
                .plus(Outcome.PASSING_FAULT)
                .plus(Outcome.THROTTLED)
                .plus(Outcome.FINAL);

        assertThat(tries).isEqualTo(new Tries(2, 2));
        assertThat(tries.total()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void no_attempt_at_all_is_a_mistake(int maxAttempts) {
        assertThatThrownBy(() -> policy(maxAttempts, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts must be at least 1, was " + maxAttempts);
    }

    @Test
    void one_attempt_is_never_repeated() {
        assertThat(policy(1, 0).decide(new Tries(1, 0), Outcome.PASSING_FAULT, Duration.ZERO, LONG))
                .isEqualTo(new Stop(Why.NO_ATTEMPTS_LEFT));
    }
}
