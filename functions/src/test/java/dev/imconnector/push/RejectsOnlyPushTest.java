package dev.imconnector.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunStatus;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A second pass that has nothing to send keeps its deadline all the same. */
class RejectsOnlyPushTest {

    private static final int ROWS = 20_000;

    private final PushScenario night = new PushScenario();

    @Test
    void it_stops_when_the_time_is_up_and_goes_on_with_the_next_call_to_the_same_counts() {
        night.rejectThresholdPercent = 100;
        night.given(PushScenario.HEADER + "R,P-1,2026-03-01,much,EUR,2026-03\n".repeat(ROWS));
        var opened = new AtomicInteger();
        night.store.beforeOpen(location -> {
            if (location.name().equals("credits.csv") && opened.incrementAndGet() == 2) {
                // The first pass has read it; while it is opened for the second, nearly all of the time goes by.
                night.clock.advance(night.invocation.minusSeconds(8));
            }
        });

        var first = night.push(PushScenario.run("night"));

        assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(first.read()).isLessThan(ROWS);
        var end = night.pushToTheEnd(PushScenario.run("night"));
        assertThat(end.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(end.rejected()).isEqualTo(ROWS);
        assertThat(night.rejects(end)).hasSize(ROWS + 1);
    }
}
