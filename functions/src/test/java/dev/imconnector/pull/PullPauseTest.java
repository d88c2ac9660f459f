package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IM asks for a pause that is longer than a pull has time for: it is handed back, and kept by whoever comes too early. */
class PullPauseTest {

    private final PullScenario night = new PullScenario();

    private RunRecord pausedAtItsThirdPage() {
        night.im.results(95);
        night.im.nth(
                3,
                good -> new HttpAnswer(
                        429, Map.of("Retry-After", List.of("3600")), new byte[0], night.clock.instant()));
        return night.pull(run("night"));
    }

    @Test
    void is_told_at_once_and_after_it_every_row_is_there_once() {
        var begin = night.clock.instant();

        var run = pausedAtItsThirdPage();

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.resumeAfter()).contains(Duration.ofHours(1));
        assertThat(Duration.between(begin, night.clock.instant())).isLessThan(Duration.ofSeconds(5));
        var end = night.pullToTheEnd(run("night"));
        assertThat(end.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.lines(end)).isEqualTo(night.im.rows());
        assertThat(end.attempts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_told_again_to_whoever_comes_early_and_IM_is_not_asked(boolean cold) {
        pausedAtItsThirdPage();
        var asked = night.im.arrivals().size();
        night.clock.advance(Duration.ofMinutes(50));
        if (cold) {
            night.coldStart();
        }
        var called = night.clock.instant();

        var early = night.pull(run("night"));

        assertThat(early.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(early.resumeAfter()).contains(Duration.ofMinutes(10));
        assertThat(night.clock.instant()).isEqualTo(called);
        assertThat(night.im.arrivals()).hasSize(asked);
    }
}
