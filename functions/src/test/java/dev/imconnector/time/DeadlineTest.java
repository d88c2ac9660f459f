package dev.imconnector.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final SettableClock clock = new SettableClock();
    private final Deadline deadline = Deadline.after(Duration.ofSeconds(1), clock);

    @Test
    void has_passed_from_its_very_moment_on() {
        clock.advance(Duration.ofMillis(999));
        assertThat(deadline.hasPassed(clock)).isFalse();
        assertThat(deadline.remaining(clock)).isEqualTo(Duration.ofMillis(1));

        clock.advance(Duration.ofMillis(1));
        assertThat(deadline.hasPassed(clock)).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(deadline.hasPassed(clock)).isTrue();
        assertThat(deadline.remaining(clock)).isZero();
    }

    @Test
    void leaves_what_is_left_and_no_more() {
        assertThat(deadline.leaves(Duration.ofSeconds(1), clock)).isTrue();
        assertThat(deadline.leaves(Duration.ofMillis(1_001), clock)).isFalse();
        assertThat(deadline.minus(Duration.ofMillis(400)).remaining(clock)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void the_earlier_of_two_is_the_same_from_either_side() {
        var later = Deadline.after(Duration.ofSeconds(2), clock);

        assertThat(deadline.earlier(later)).isEqualTo(deadline);
        assertThat(later.earlier(deadline)).isEqualTo(deadline);
    }
}
