package dev.imconnector.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunRecords;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Requests minute by minute, in bounded space. */
class RequestTimelineTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T04:15:30Z");

    private final RequestTimeline timeline = new RequestTimeline();

    @Test
    void requests_are_counted_in_the_minute_of_their_answers() {
        timeline.add(BEGIN, 3);
        timeline.add(BEGIN.plusSeconds(29), 4);
        timeline.add(BEGIN.plusSeconds(30), 5);
        timeline.add(BEGIN.plusSeconds(200), 0);

        assertThat(timeline.spans()).isEqualTo(2);
        assertThat(timeline.beginOf(0)).isEqualTo(Instant.parse("2026-03-02T04:15:00Z"));
        assertThat(timeline.perMinute(0)).isEqualTo(7);
        assertThat(timeline.perMinute(1)).isEqualTo(5);
        assertThat(timeline.mostPerMinute()).isEqualTo(7);
    }

    @Test
    void a_long_run_is_counted_in_longer_spans() {
        for (int minute = 0; minute < 1_440; minute++) {
            timeline.add(BEGIN.plus(Duration.ofMinutes(minute)), 10);
        }

        assertThat(timeline.spans()).isEqualTo(180);
        assertThat(timeline.minutesPerSpan()).isEqualTo(8);
        assertThat(timeline.perMinute(100)).isEqualTo(10);
    }

    @Test
    void a_clock_that_is_set_back_does_no_harm() {
        timeline.add(BEGIN, 1);
        timeline.add(BEGIN.minusSeconds(3_600), 1);

        assertThat(timeline.perMinute(0)).isEqualTo(2);
    }

    @Test
    void a_checkpoint_keeps_it() {
        timeline.add(BEGIN, 3);

        var json = RunRecords.json();
        var restored = json.convertValue(json.valueToTree(timeline), RequestTimeline.class);
        restored.add(BEGIN.plusSeconds(60), 4);

        assertThat(restored.perMinute(0)).isEqualTo(3);
        assertThat(restored.perMinute(1)).isEqualTo(4);
    }
}
