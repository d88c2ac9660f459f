package dev.imconnector.reconcile;

import static dev.imconnector.reconcile.ReconcileScenario.HEADER;
import static dev.imconnector.reconcile.ReconcileScenario.credit;
import static dev.imconnector.reconcile.ReconcileScenario.row;
import static dev.imconnector.reconcile.ReconcileScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IM asks for a pause that is longer than a comparison has time for: it is handed back, and kept by whoever is early. */
class ReconcilePauseTest {

    private final ReconcileScenario night = new ReconcileScenario();

    private RunRecord pausedAtItsThirdPage() {
        var csv = new StringBuilder(HEADER);
        var rows = new ArrayList<String>();
        for (int i = 0; i < 35; i++) {
            csv.append(credit("R-" + i, "1.50"));
            rows.add(row("R-" + i, i == 7 ? "2.50" : "1.50", "ACTIVE"));
        }
        night.given(csv.toString());
        night.im.rows(rows);
        night.im.nth(
                3,
                good -> new HttpAnswer(
                        429, Map.of("Retry-After", List.of("3600")), new byte[0], night.clock.instant()));
        return night.reconcile(run("night"));
    }

    @Test
    void is_told_at_once_and_after_it_all_is_compared() {
        var begin = night.clock.instant();

        var run = pausedAtItsThirdPage();

        assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(run.resumeAfter()).contains(Duration.ofHours(1));
        assertThat(Duration.between(begin, night.clock.instant())).isLessThan(Duration.ofSeconds(5));
        var end = night.reconcileToTheEnd(run("night"));
        assertThat(end.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(end.rows()).isEqualTo(35);
        assertThat(night.differences(end)).containsExactly("changedAmount R-7");
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

        var early = night.reconcile(run("night"));

        assertThat(early.status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(early.resumeAfter()).contains(Duration.ofMinutes(10));
        assertThat(night.clock.instant()).isEqualTo(called);
        assertThat(night.im.arrivals()).hasSize(asked);
    }
}
