package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Jitter;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final SettableClock clock = new SettableClock();
    private final CircuitBreaker gate = new CircuitBreaker(clock, new Jitter(() -> () -> 0L));

    private Duration closedFor(String version) {
        return Duration.between(clock.instant(), gate.closedUntil(version).orElse(clock.instant()));
    }

    @Test
    void an_unknown_version_passes() {
        assertThat(gate.closedUntil("v1")).isEmpty();
        assertThat(gate.knows("v1")).isFalse();
    }

    @Test
    void each_refusal_shuts_out_for_twice_as_long_and_2_minutes_at_most() {
        for (var seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 120, 120}) {
            assertThat(gate.refused("v1")).isEqualTo(clock.instant().plusSeconds(seconds));
            assertThat(closedFor("v1")).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void it_is_closed_to_the_last_millisecond_and_open_at_the_moment_itself() {
        var until = gate.refused("v1");

        clock.set(until.minusMillis(1));
        assertThat(gate.closedUntil("v1")).contains(until);
        clock.set(until);
        assertThat(gate.closedUntil("v1")).isEmpty();
        clock.set(until.plusMillis(1));
        assertThat(gate.closedUntil("v1")).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_does_not_keep_it_closed() {
        gate.refused("v1");
        assertThat(gate.closedUntil("v1")).isPresent();

        clock.advance(Duration.ofMillis(-1));

        assertThat(gate.closedUntil("v1")).isEmpty();
    }

    @Test
    void another_version_is_not_concerned() {
        gate.refused("v1");

        assertThat(gate.closedUntil("v2")).isEmpty();
        assertThat(gate.refused("v2")).isEqualTo(clock.instant().plusSeconds(1));
        assertThat(gate.closedUntil("v1")).isPresent();
    }

    @Test
    void what_was_accepted_begins_anew() {
        gate.refused("v1");
        gate.refused("v1");

        gate.accepted("v1");

        assertThat(gate.knows("v1")).isFalse();
        assertThat(gate.refused("v1")).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void it_remembers_eight_versions_and_forgets_the_one_refused_longest_ago() {
        for (int version = 0; version < 8; version++) {
            gate.refused("v" + version);
        }
        gate.refused("v0");
        gate.refused("v8");

        assertThat(gate.knows("v0")).isTrue();
        assertThat(gate.knows("v1")).isFalse();
        assertThat(gate.knows("v2")).isTrue();
        assertThat(gate.knows("v8")).isTrue();
    }

    @Test
    void clearing_forgets_all() {
        gate.refused("v1");

        gate.clear();

        assertThat(gate.closedUntil("v1")).isEmpty();
        assertThat(gate.knows("v1")).isFalse();
    }

    @Property
    void the_first_closing_lasts_1_to_5_seconds(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        var until = new CircuitBreaker(clock, new Jitter(() -> random)).refused("v1");

        assertThat(Duration.between(clock.instant(), until)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void chance_spreads_the_first_closing_over_4_seconds() {
        RandomGenerator half = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return 0.5;
            }
        };
        Instant until = new CircuitBreaker(clock, new Jitter(() -> half)).refused("v1");

        assertThat(until).isEqualTo(clock.instant().plusSeconds(3));
    }
}
