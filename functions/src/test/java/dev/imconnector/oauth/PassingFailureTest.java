package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Transient;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether a run waits for what kept it from a token")
class PassingFailureTest {

    private static final Instant MOMENT = Instant.parse("2026-03-02T04:16:00Z");

    private static Optional<Transient> passing(OAuthException failure) {
        return failure.passing();
    }

    @Test
    void what_nobody_else_mends_is_not_waited_for() {
        assertThat(passing(new ClientRejectedException("m", "f", 1))).isEmpty();
        assertThat(passing(new ScopeDeniedException("m", "f", 1))).isEmpty();
        assertThat(passing(new CircuitOpenException("v1", MOMENT))).isEmpty();
    }

    @Test
    void a_429_counts_as_the_rate_limit_and_a_fault_as_IM_being_away_until_the_moment_named() {
        assertThat(passing(new TokenThrottledException("m", "f", 1, MOMENT)))
                .contains(new Transient(Transient.Reason.RATE_LIMIT, MOMENT));
        assertThat(passing(new TokenUnavailableException("m", "f", 1, MOMENT)))
                .contains(new Transient(Transient.Reason.IM_UNAVAILABLE, MOMENT));
    }

    @Test
    void a_lack_of_time_says_nothing_of_IM() {
        assertThat(passing(new NoTimeLeftException("m", 0))).contains(new Transient(Transient.Reason.TIME));
    }
}
