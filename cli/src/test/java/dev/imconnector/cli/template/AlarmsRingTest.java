package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.template.AlarmRule.State;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.testkit.EmittedMetrics.Datum;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each alarm on a metric of the functions rings in the night for which it is made, judged by what the real handlers
 * emitted in that night; and none rings in a good one.
 */
@Timeout(120)
class AlarmsRingTest {

    private static final Map<String, String> LOW_LIMIT =
            Map.of("TenantRequestsPerMinute", "30", "AlsoScheduled", "pull");

    @TempDir
    private Path home;

    /** What goes wrong in the night of each alarm. */
    private static final Map<String, Consumer<MeasuredStack>> NIGHTS = nights();

    private static Map<String, Consumer<MeasuredStack>> nights() {
        var nights = new TreeMap<String, Consumer<MeasuredStack>>();
        nights.put("PushFailedAlarm", stack -> stack.export(0).pushTheNight());
        nights.put("PullFailedAlarm", stack -> {
            stack.im.set(ReadSwitches.RESULTS, 0);
            stack.with("IM_EMPTY_RESULTS", "fail").pull();
        });
        nights.put("ReconcileFailedAlarm", stack -> {
            stack.im.set("fault", "always status 404 on read");
            stack.reconcile();
        });
        nights.put("ReconcileWaitingAlarm", stack -> {
            stack.im.set("fault", "always status 503 on read");
            stack.reconcile();
        });
        nights.put("DifferencesAlarm", stack -> {
            stack.pushTheNight();
            stack.im.changeCreditStatus("C-00007", "ERROR");
            assertThat(stack.reconcile().status()).isEqualTo(RunStatus.COMPLETED);
        });
        nights.put("NightNotCompletedAlarm", MeasuredStack::checkTheNight);
        nights.put("PushHeartbeatAlarm", stack -> {
            stack.pushTheNight();
            stack.clock.advance(Duration.ofHours(30));
            stack.push("{\"runId\":\"only-looked-at\",\"dryRun\":true}");
        });
        nights.put("PullHeartbeatAlarm", stack -> {
            stack.pull();
            stack.clock.advance(Duration.ofHours(30));
        });
        nights.put(
                "PushWaitingAlarm",
                stack -> stack.with("CREDITS_LOCATION", "file:///nowhere/credits.csv")
                        .pushTheNight());
        nights.put("PullWaitingAlarm", stack -> {
            stack.im.set("fault", "always status 503 on read");
            stack.pull();
        });
        nights.put("RejectsAlarm", stack -> {
            stack.im.set("reject-ref", "C-00007");
            assertThat(stack.pushTheNight().status()).isEqualTo(RunStatus.COMPLETED);
        });
        nights.put("WarningsAlarm", stack -> {
            stack.pushTheNight();
            stack.pushForgetfully();
        });
        nights.put("ThrottledAlarm", stack -> {
            stack.im.set("retry-after", "1");
            stack.im.set("fault", "next 10 status 429 on batch");
            stack.pushTheNight();
        });
        nights.put("ServerErrorsAlarm", stack -> {
            stack.im.set("fault", "next 10 status 503 on batch");
            stack.im.set("retry-after", "1");
            stack.pushTheNight();
        });
        nights.put("NoAnswerAlarm", stack -> {
            stack.im.set("fault", "every 2 drop-after on batch");
            stack.with("IM_BATCH_SIZE", "3").pushTheNight();
        });
        nights.put(
                "RequestsPerHourAlarm",
                stack -> stack.export(1_900).with("IM_BATCH_SIZE", "1").pushTheNight());
        nights.put(
                "WriterClientRejectedAlarm",
                stack -> stack.with("ICM_CLIENT_SECRET", "another").pushTheNight());
        nights.put(
                "ReaderClientRejectedAlarm",
                stack -> stack.with("ICM_CLIENT_SECRET", "another").pull());
        nights.put("WriterUnauthorizedAlarm", stack -> {
            stack.im.set("fault", "nth 2 revoke on batch");
            stack.pushTheNight();
        });
        nights.put("ReaderUnauthorizedAlarm", stack -> {
            stack.im.set("fault", "nth 2 revoke on read");
            stack.pull();
        });
        nights.put("WriterSecretAge80Alarm", secretOf(81, MeasuredStack::pushTheNight));
        nights.put("WriterSecretAge90Alarm", secretOf(91, MeasuredStack::pushTheNight));
        nights.put("ReaderSecretAge80Alarm", secretOf(81, MeasuredStack::pull));
        nights.put("ReaderSecretAge90Alarm", secretOf(91, MeasuredStack::pull));
        return nights;
    }

    /** A night with a secret of Secrets Manager (a scripted one) that is so old. */
    private static Consumer<MeasuredStack> secretOf(int days, Consumer<MeasuredStack> night) {
        return stack -> {
            try (var aws = new ScriptedServer()) {
                var created = stack.clock.instant().minus(Duration.ofDays(days)).getEpochSecond();
                aws.always(
                        "/",
                        Reply.of(
                                200,
                                "application/x-amz-json-1.1",
                                ("{\"VersionId\":\"v1\",\"CreatedDate\":%d,\"SecretString\":"
                                                + "\"{\\\"client_id\\\":\\\"c\\\",\\\"client_secret\\\":\\\"s\\\"}\"}")
                                        .formatted(created)));
                System.setProperty("aws.accessKeyId", "test");
                System.setProperty("aws.secretAccessKey", "test");
                night.accept(stack.with("AWS_ENDPOINT_URL", "http://127.0.0.1:" + aws.port())
                        .with("AWS_REGION", "eu-central-1")
                        .with("IM_CLIENT_SECRET_ID", "secret"));
            } finally {
                System.clearProperty("aws.accessKeyId");
                System.clearProperty("aws.secretAccessKey");
            }
        };
    }

    static Set<String> all() {
        return NIGHTS.keySet();
    }

    @Test
    void every_alarm_on_a_metric_of_ours_has_its_night() {
        var ours = new TreeSet<String>();
        Template.ofTheRepository().ofType("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            if (alarm.findValuesAsText("Namespace").contains("IMConnector")) {
                ours.add(id);
            }
        });

        assertThat(all()).as("Give each alarm a night in which it rings.").containsExactlyElementsOf(ours);
    }

    @ParameterizedTest
    @MethodSource("all")
    void rings_in_its_night(String alarm) {
        try (var stack = new MeasuredStack(home, LOW_LIMIT)) {
            NIGHTS.get(alarm).accept(stack);

            assertThat(stack.rang(alarm))
                    .as("%s must ring, judged by %s", alarm, stack.emitted())
                    .isTrue();
        }
    }

    @Test
    void a_good_night_rings_nothing() {
        try (var stack = new MeasuredStack(home, LOW_LIMIT)) {
            assertThat(stack.pushTheNight().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(stack.pull().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(stack.reconcile().differences().values()).containsOnly(0L);
            assertThat(stack.checkTheNight()).contains("\"completed\":true");

            assertThat(all()).noneMatch(stack::rang);
        }
    }

    @Test
    void a_night_whose_secret_is_young_is_quiet_about_it() {
        try (var stack = new MeasuredStack(home, LOW_LIMIT)) {
            secretOf(79, MeasuredStack::pushTheNight).accept(stack);

            assertThat(stack.stateOf("WriterSecretAge80Alarm")).isEqualTo(State.OK);
            stack.clock.advance(Duration.ofHours(5));
            assertThat(stack.stateOf("WriterSecretAge80Alarm"))
                    .as("Between the nights nothing is known, and the alarm stays as it is.")
                    .isEqualTo(State.KEPT);
        }
    }

    @Test
    void the_heart_beats_from_one_night_to_the_next() {
        try (var stack = new MeasuredStack(home, LOW_LIMIT)) {
            assertThat(stack.stateOf("PushHeartbeatAlarm"))
                    .as("Before the first push there is none.")
                    .isEqualTo(State.ALARM);
            stack.pushTheNight();
            stack.clock.advance(Duration.ofHours(29));
            assertThat(stack.stateOf("PushHeartbeatAlarm")).isEqualTo(State.OK);
        }
    }

    @Test
    void another_stacks_nights_ring_nothing_here() {
        try (var stack = new MeasuredStack(home, LOW_LIMIT)) {
            stack.export(0).pushTheNight();
            var foreign = stack.emitted().stream()
                    .map(datum -> new Datum(
                            datum.timestamp(),
                            datum.namespace(),
                            datum.name(),
                            renamed(datum.dimensions()),
                            datum.unit(),
                            datum.value()))
                    .toList();
            var rule = AlarmRule.of(
                    Template.ofTheRepository(),
                    new Deployment(Template.ofTheRepository(), LOW_LIMIT),
                    "PushFailedAlarm");

            assertThat(stack.rang("PushFailedAlarm")).isTrue();
            assertThat(rule.at(stack.clock.instant(), foreign)).isEqualTo(State.OK);
        }
    }

    private static Map<String, String> renamed(Map<String, String> dimensions) {
        var renamed = new TreeMap<>(dimensions);
        renamed.put("Service", "another");
        return renamed;
    }

    @Test
    void every_metric_of_the_dashboard_is_one_that_is_emitted_so() {
        var emitted = new HashSet<String>();
        for (var night : List.of(
                "RejectsAlarm",
                "PullFailedAlarm",
                "DifferencesAlarm",
                "NightNotCompletedAlarm",
                "WriterSecretAge80Alarm",
                "ReaderSecretAge80Alarm",
                "WriterUnauthorizedAlarm",
                "ReaderUnauthorizedAlarm")) {
            try (var stack = new MeasuredStack(home.resolve(night), LOW_LIMIT)) {
                NIGHTS.get(night).accept(stack);
                stack.emitted().forEach(datum -> emitted.add(name(datum.name(), datum.dimensions())));
            }
        }
        var shown = new ArrayList<String>();
        Dashboard.ofTheRepository().metrics().stream()
                .filter(metric -> metric.namespace().equals("IMConnector"))
                .forEach(metric -> shown.add(name(metric.name(), metric.dimensions())));

        assertThat(shown).hasSizeGreaterThan(15);
        assertThat(emitted).as("Nobody emits what is missing here.").containsAll(shown);
        assertThat(Dashboard.ofTheRepository().searches())
                .containsExactly("SEARCH('{IMConnector,Reason,Service} MetricName=\"TokenFetched\""
                        + " Service=\"StackName\"', 'Sum', 3600)");
        assertThat(emitted).contains(name("TokenFetched", Map.of("Service", "StackName", "Reason", "COLD")));
    }

    private static String name(String metric, Map<String, String> dimensions) {
        return metric + " " + new TreeMap<>(dimensions);
    }
}
