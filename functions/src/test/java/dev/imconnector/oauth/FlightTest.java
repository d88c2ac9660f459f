package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlightTest {

    @Test
    void says_whether_it_landed_within_the_limit() throws InterruptedException {
        var flight = new Flight();
        assertThat(flight.await(Duration.ZERO)).isFalse();

        flight.land();

        assertThat(flight.await(Duration.ZERO)).isTrue();
    }
}
