package dev.imconnector.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopRequestTest {

    private final SettableClock clock = new SettableClock();
    private final StopRequest request =
            new StopRequest(new MemoryStore(), Location.parse("file:///runs/night/"), clock);

    @Test
    void is_seen_within_a_second() {
        request.check();
        request.make("ops");
        clock.advance(Duration.ofMillis(999));
        assertThatCode(request::check).doesNotThrowAnyException();

        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(request::check).hasMessageContaining("stopped by ops");
    }

    @Test
    void is_seen_at_once_when_the_clock_was_set_back_since_the_last_look() {
        request.check();
        clock.advance(Duration.ofHours(-2));
        request.make("ops");

        assertThatThrownBy(request::check).hasMessageContaining("stopped by ops");
    }
}
