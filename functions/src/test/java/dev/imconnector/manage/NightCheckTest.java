package dev.imconnector.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.push.PushRequest;
import dev.imconnector.push.PushScenario;
import dev.imconnector.time.BusinessCalendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the night has done its work, from its record alone. */
class NightCheckTest {

    private static final Instant DUE = Instant.parse("2026-03-02T08:00:00Z");
    private static final String NIGHT = "push-2026-03-01";

    private final PushScenario scenario = new PushScenario();
    private final NightCheck check =
            new NightCheck(new BusinessCalendar(ZoneId.of("Europe/Berlin"), -1), scenario.records());

    @Test
    void a_night_that_completed_is_good_whatever_was_rejected() {
        scenario.rejectThresholdPercent = 50;
        scenario.given(PushScenario.credits(3) + PushScenario.credit("R-4", "many"))
                .push(PushScenario.run(NIGHT));

        assertThat(check.of(DUE)).isEqualTo(new NightCheck.Night(NIGHT, true, "It is COMPLETED, with 4 records done."));
    }

    @Test
    void a_night_that_was_not_begun_is_not() {
        assertThat(check.of(DUE).completed()).isFalse();
        assertThat(check.of(DUE).found()).isEqualTo("There is no such run: nothing started it.");
    }

    @Test
    void a_night_that_waits_is_not_and_says_for_what() {
        scenario.push(PushScenario.run(NIGHT));

        assertThat(check.of(DUE).completed()).isFalse();
        assertThat(check.of(DUE).found())
                .contains("INCOMPLETE")
                .contains("It has been waiting since 2026-03-02T04:15:00Z: INPUT");
    }

    @Test
    void a_night_that_failed_is_not_and_says_why() {
        scenario.given(PushScenario.HEADER).push(PushScenario.run(NIGHT));

        assertThat(check.of(DUE).completed()).isFalse();
        assertThat(check.of(DUE).found()).contains("FAILED").contains("EMPTY_INPUT: ");
    }

    @Test
    void a_dry_run_under_the_nights_name_is_not() {
        scenario.given(PushScenario.credits(3)).push(PushScenario.dryRun(NIGHT));

        assertThat(check.of(DUE).completed()).isFalse();
        assertThat(check.of(DUE).found()).isEqualTo("It was a dry run only: nothing was sent.");
    }

    @Test
    void it_looks_for_the_very_run_that_the_schedule_starts() {
        scenario.given(PushScenario.credits(1));
        var scheduled = new PushRequest(
                Optional.empty(),
                Optional.of(Instant.parse("2026-03-02T04:15:00Z")),
                Optional.empty(),
                false,
                false,
                Optional.empty());

        assertThat(check.of(DUE).runId()).isEqualTo(scenario.push(scheduled).id());
    }

    @Test
    void the_day_is_that_of_the_calendars_zone() {
        assertThat(check.of(Instant.parse("2026-03-01T23:30:00Z")).runId()).isEqualTo(NIGHT);
    }
}
