package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every alarm: somebody is told, knows what it means, and where to read on. */
class AlarmsTest {

    private static final Pattern STEP = Pattern.compile("^(.+) Runbook: \\$\\{RunbookUrl}#([a-z-]+)$", Pattern.DOTALL);

    /** How long a function that stops itself may work: 5 s less than its time, which is 10 s after it should stop. */
    private static final int LONGEST_RUN = 895_000;

    private final Template template = Template.ofTheRepository();
    private final Map<String, JsonNode> alarms = template.ofType("AWS::CloudWatch::Alarm");

    @Test
    void each_tells_the_topic_and_may_do_so() {
        assertThat(alarms)
                .isNotEmpty()
                .allSatisfy((id, alarm) -> assertThat(
                                alarm.at("/Properties/AlarmActions").toString())
                        .as("%s must tell somebody.", id)
                        .isEqualTo("[{\"Ref\":\"AlertsTopic\"}]"));

        var mayPublish = template.properties("AlertsTopicPolicy").at("/PolicyDocument/Statement/1");
        assertThat(mayPublish.at("/Principal/Service").asText()).isEqualTo("cloudwatch.amazonaws.com");
        assertThat(mayPublish.path("Action").asText()).isEqualTo("sns:Publish");
        assertThat(mayPublish
                        .at("/Condition/StringEquals/aws:SourceAccount/Ref")
                        .asText())
                .isEqualTo("AWS::AccountId");
    }

    @Test
    void only_those_of_failed_runs_are_silent_for_their_workflows_have_told() {
        var silent = new TreeSet<String>();
        alarms.forEach((id, alarm) -> {
            if (!alarm.at("/Properties/ActionsEnabled").asBoolean(true)) {
                silent.add(id);
            }
        });

        assertThat(silent).containsExactly("PullFailedAlarm", "PushFailedAlarm", "ReconcileFailedAlarm");
    }

    @Test
    void each_says_what_it_means_and_names_a_step_that_the_runbook_has() {
        var steps = Runbook.ofTheRepository().steps();
        var named = new TreeSet<String>();
        alarms.forEach((id, alarm) -> {
            var said = STEP.matcher(
                    alarm.at("/Properties/AlarmDescription/Fn::Sub").asText());
            assertThat(said.matches())
                    .as("%s: end its description with Runbook: ${RunbookUrl}#step", id)
                    .isTrue();
            assertThat(said.group(1).length())
                    .as("%s: say what it means.", id)
                    .isGreaterThan(60)
                    .as("%s: CloudWatch takes 1,024 characters, the address included.", id)
                    .isLessThan(600);
            assertThat(steps)
                    .as("%s: docs/runbook.md needs a heading whose anchor is %s.", id, said.group(2))
                    .contains(said.group(2));
            named.add(said.group(2));
        });

        assertThat(named)
                .as("Steps of the runbook's chapter on alarms that no alarm names.")
                .containsAll(Runbook.ofTheRepository().stepsOf("Alarms"));
    }

    @Test
    void each_says_what_silence_means() {
        assertThat(alarms)
                .allSatisfy((id, alarm) -> assertThat(
                                alarm.at("/Properties/TreatMissingData").asText())
                        .as("%s: without TreatMissingData it would show INSUFFICIENT_DATA most of the day.", id)
                        .isEqualTo(
                                id.endsWith("HeartbeatAlarm")
                                        ? "breaching"
                                        : id.contains("SecretAge") ? "ignore" : "notBreaching"));
    }

    @Test
    void every_function_is_watched_for_errors_throttles_and_its_time() {
        var functions = template.ofType("AWS::Serverless::Function").keySet();

        assertThat(watched("FunctionErrorsAlarm", "Errors")).containsExactlyInAnyOrderElementsOf(functions);
        assertThat(watched("FunctionThrottlesAlarm", "Throttles")).containsExactlyInAnyOrderElementsOf(functions);

        var limits = new TreeMap<String, Integer>();
        for (var alarm : List.of("FunctionDurationAlarm", "RotationDurationAlarm", "RunDurationAlarm")) {
            watched(alarm, "Duration")
                    .forEach(function -> limits.put(
                            function,
                            template.properties(alarm).path("Threshold").asInt()));
        }
        assertThat(limits.keySet()).containsExactlyInAnyOrderElementsOf(functions);
        assertThat(limits).allSatisfy((function, millis) -> {
            var timeout = template.ofFunction(function, "Timeout").asInt();
            assertThat(millis)
                    .as("%s: 80 %% of its %d s; those that stop themselves use nearly all of it.", function, timeout)
                    .isEqualTo(timeout == 900 ? LONGEST_RUN : timeout * 800);
        });
    }

    private List<String> watched(String alarm, String metric) {
        var properties = template.properties(alarm);
        var found = new ArrayList<String>();
        if (properties.has("MetricName")) {
            assertThat(properties.path("MetricName").asText()).isEqualTo(metric);
            found.add(properties.at("/Dimensions/0/Value/Ref").asText());
        }
        Template.visit(properties.path("Metrics"), "", (path, node) -> {
            if (node.has("MetricName")) {
                assertThat(node.path("MetricName").asText()).isEqualTo(metric);
                assertThat(node.path("Namespace").asText()).isEqualTo("AWS/Lambda");
                found.add(node.at("/Dimensions/0/Value/Ref").asText());
            }
        });
        return found;
    }

    @Test
    void an_alarm_on_several_functions_has_no_more_metrics_than_cloudwatch_takes() {
        assertThat(alarms)
                .allSatisfy((id, alarm) -> assertThat(
                                alarm.at("/Properties/Metrics").size())
                        .as("%s: an alarm takes ten metrics.", id)
                        .isLessThanOrEqualTo(10));
    }

    @Test
    void evaluation_looks_back_no_further_than_cloudwatch_allows() {
        var longest = template.root().at("/Parameters/HeartbeatHours/MaxValue").asInt();
        assertThat(longest).as("CloudWatch looks back a week at most.").isLessThanOrEqualTo(7 * 24);
        for (var id : List.of("PushHeartbeatAlarm", "PullHeartbeatAlarm")) {
            assertThat(template.properties(id).at("/EvaluationPeriods/Ref").asText())
                    .isEqualTo("HeartbeatHours");
            assertThat(template.properties(id).path("Period").asInt()).isEqualTo(3_600);
        }
    }

    @Test
    void the_most_requests_an_hour_are_sixty_minutes_of_the_limit_and_a_twentieth() {
        var at = new Deployment(template, Map.of("TenantRequestsPerMinute", "120"));

        var most = AlarmRule.of(template, at, "RequestsPerHourAlarm");

        assertThat(most.threshold()).isEqualTo(120 * 60 * 1.05);
        assertThat(most.period()).isEqualTo(Duration.ofHours(1));
        assertThat(new Deployment(template, Map.of("TenantRequestsPerMinute", "0")).has("RequestsPerHourAlarm"))
                .isFalse();
    }

    @Test
    void the_dashboard_shows_every_alarm_that_is_always_there() {
        var shown = template.properties("Dashboard").path("DashboardBody").toString();
        alarms.forEach((id, alarm) -> {
            if (!alarm.has("Condition")) {
                assertThat(shown).contains("${" + id + ".Arn}");
            }
        });
    }
}
