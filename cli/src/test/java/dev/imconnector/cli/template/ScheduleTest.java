package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * When the workflows start. EventBridge Scheduler leaves a start out when its local time does not exist that day, so a
 * schedule inside the hour that a zone skips in spring would lose one night a year without a word.
 */
class ScheduleTest {

    private static final Pattern DAILY = Pattern.compile("cron\\((\\d{1,2}) (\\d{1,2}) \\* \\* \\? \\*\\)");
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2046-01-01T00:00:00Z");

    private final Template template = Template.ofTheRepository();

    @Test
    void no_zone_skips_the_default_time() {
        var schedule = template.root().at("/Parameters/PushSchedule/Default").asText();

        assertThat(ZoneId.getAvailableZoneIds().stream()
                        .flatMap(zone -> skipped(schedule, ZoneId.of(zone)).stream())
                        .toList())
                .as("Nights without a push: choose another default for PushSchedule.")
                .isEmpty();
    }

    @Test
    void no_zone_skips_the_pulls_default_time_and_it_is_off_until_somebody_wants_it() {
        assertThat(ZoneId.getAvailableZoneIds().stream()
                        .flatMap(zone -> skipped(defaultOf("PullSchedule"), ZoneId.of(zone)).stream())
                        .toList())
                .as("Nights without a pull: choose another default for PullSchedule.")
                .isEmpty();
        assertThat(defaultOf("AlsoScheduled")).isEqualTo("none");
        assertThat(states(Map.of())).isEqualTo(Map.of("pull", "DISABLED", "comparison", "DISABLED"));
    }

    @Test
    void no_zone_skips_the_comparisons_default_time_which_is_after_the_push_and_off_until_somebody_wants_it() {
        assertThat(ZoneId.getAvailableZoneIds().stream()
                        .flatMap(zone -> skipped(defaultOf("ReconcileSchedule"), ZoneId.of(zone)).stream())
                        .toList())
                .as("Nights without a comparison: choose another default for ReconcileSchedule.")
                .isEmpty();
        assertThat(time(defaultOf("ReconcileSchedule")))
                .isAfter(time(defaultOf("PushSchedule")).plusHours(2));
    }

    @Test
    void the_pull_and_the_comparison_are_scheduled_each_by_itself_or_together() {
        assertThat(states(Map.of("AlsoScheduled", "pull")))
                .isEqualTo(Map.of("pull", "ENABLED", "comparison", "DISABLED"));
        assertThat(states(Map.of("AlsoScheduled", "comparison")))
                .isEqualTo(Map.of("pull", "DISABLED", "comparison", "ENABLED"));
        assertThat(states(Map.of("AlsoScheduled", "pull-and-comparison")))
                .isEqualTo(Map.of("pull", "ENABLED", "comparison", "ENABLED"));
    }

    private Map<String, String> states(Map<String, String> parameters) {
        var deployment = new Deployment(template, parameters);
        return Map.of(
                "pull",
                deployment.value(schedules().get("ResultsPullWorkflow.Nightly").path("State")),
                "comparison",
                deployment.value(schedules().get("ReconcileWorkflow.Nightly").path("State")));
    }

    @Test
    void the_comparison_is_of_the_night_alone_unless_a_key_of_whole_periods_is_given() {
        var input = schedules().get("ReconcileWorkflow.Nightly").path("Input");

        assertThat(new Deployment(template, Map.of()).value(input))
                .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\",\"ignoreExtra\":true}");
        assertThat(new Deployment(
                                template,
                                Map.of("AlsoScheduled", "comparison", "ReconcileCreditsKey", "exports/{date:yyyy-MM}/"))
                        .value(input))
                .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\","
                        + "\"credits\":\"s3://databucket/exports/{date:yyyy-MM}/\"}");
    }

    @Test
    void a_time_inside_the_hour_that_berlin_skips_is_found() {
        assertThat(skipped("cron(30 2 * * ? *)", ZoneId.of("Europe/Berlin")))
                .hasSize(21)
                .contains("Europe/Berlin skips 02:30 on 2026-03-29");
    }

    @Test
    void no_stage_has_a_schedule_that_its_zone_skips() {
        assertThat(Stages.decided()).isNotEmpty().allSatisfy((stage, parameters) -> {
            var schedule = parameters.getOrDefault("PushSchedule", defaultOf("PushSchedule"));
            var zone = parameters.getOrDefault("TimeZone", defaultOf("TimeZone"));
            assertThat(skipped(schedule, ZoneId.of(zone)))
                    .as("Stage %s of samconfig.toml: choose another PushSchedule, these nights have none.", stage)
                    .isEmpty();
        });
    }

    @Test
    void every_schedule_runs_in_the_one_time_zone_and_keeps_what_it_could_not_start() {
        assertThat(schedules()).containsKey("CreditPushWorkflow.Nightly").allSatisfy((id, schedule) -> {
            assertThat(schedule.at("/ScheduleExpressionTimezone/Ref").asText())
                    .as("%s must run in TimeZone, as the business date does.", id)
                    .isEqualTo("TimeZone");
            assertThat(schedule.path("OmitName").asBoolean())
                    .as("%s needs OmitName: SAM's own name is the same in every stack.", id)
                    .isTrue();
            assertThat(schedule.at("/DeadLetterConfig/Arn/Fn::GetAtt/0").asText())
                    .as("%s needs a dead-letter queue, else a start that fails is forgotten.", id)
                    .isEqualTo("UndeliveredQueue");
            assertThat(schedule.at("/RetryPolicy/MaximumRetryAttempts").asInt())
                    .as("%s: a few retries (AWS's default is 185, over a day).", id)
                    .isBetween(1, 20);
            assertThat(schedule.at("/RoleArn/Fn::GetAtt/0").asText()).isEqualTo("ScheduleRole");
        });
    }

    @Test
    void the_night_is_told_its_scheduled_time() {
        assertThat(schedules().get("CreditPushWorkflow.Nightly").path("Input").asText())
                .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}");
    }

    @Test
    void the_look_at_the_night_comes_after_the_night_on_the_same_day_in_every_stage() {
        var stages = new TreeMap<>(Stages.decided());
        stages.put("(defaults)", Map.of());
        assertThat(stages).allSatisfy((stage, parameters) -> {
            var push = parameters.getOrDefault("PushSchedule", defaultOf("PushSchedule"));
            var due = parameters.getOrDefault("DueBy", defaultOf("DueBy"));
            var zone = parameters.getOrDefault("TimeZone", defaultOf("TimeZone"));
            assertThat(time(due))
                    .as("Stage %s: DueBy looks at the run of its own day.", stage)
                    .isAfter(time(push));
            assertThat(skipped(due, ZoneId.of(zone))).isEmpty();
        });
        assertThat(schedules().get("CheckNightFunction.DueBy").path("Input").asText())
                .isEqualTo("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}");
    }

    private Map<String, JsonNode> schedules() {
        var schedules = new TreeMap<String, JsonNode>();
        var scheduled = new TreeMap<>(template.ofType("AWS::Serverless::StateMachine"));
        scheduled.putAll(template.ofType("AWS::Serverless::Function"));
        scheduled.forEach((id, machine) -> machine.at("/Properties/Events")
                .properties()
                .forEach(event -> {
                    assertThat(event.getValue().path("Type").asText())
                            .as("%s: only ScheduleV2 knows time zones.", id)
                            .isEqualTo("ScheduleV2");
                    schedules.put(id + "." + event.getKey(), event.getValue().path("Properties"));
                }));
        return schedules;
    }

    private String defaultOf(String parameter) {
        return template.root().at("/Parameters/" + parameter + "/Default").asText();
    }

    /** The days on which a daily schedule has no start, as sentences. */
    private static List<String> skipped(String schedule, ZoneId zone) {
        var time = time(schedule);
        var skipped = new ArrayList<String>();
        var rules = zone.getRules();
        for (var next = rules.nextTransition(FROM);
                next != null && next.getInstant().isBefore(TO);
                next = rules.nextTransition(next.getInstant())) {
            var day = next.getDateTimeBefore().toLocalDate();
            while (!day.isAfter(next.getDateTimeAfter().toLocalDate())) {
                if (rules.getValidOffsets(day.atTime(time)).isEmpty()) {
                    skipped.add(zone + " skips " + time + " on " + day);
                }
                day = day.plusDays(1);
            }
        }
        return skipped;
    }

    private static LocalTime time(String schedule) {
        var daily = DAILY.matcher(schedule);
        assertThat(daily.matches())
                .as("%s is not a daily time; teach this test to check it for hours that a zone skips.", schedule)
                .isTrue();
        return LocalTime.of(Integer.parseInt(daily.group(2)), Integer.parseInt(daily.group(1)));
    }
}
