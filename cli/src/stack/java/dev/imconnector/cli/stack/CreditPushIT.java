package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.FaultSwitches;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The night, as AWS runs it: workflow, function, bucket, secret, settings. */
class CreditPushIT {

    private static final String WORKFLOW = "CreditPushWorkflow";
    private static final String FUNCTION = "PushCreditsFunction";

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    @BeforeEach
    void reset() {
        app.withCredentials();
    }

    private void assertAllInOnce(int records) {
        for (int number = 1; number <= records; number++) {
            assertThat(app.im().credit(night.ref(number))).as(night.ref(number)).isPresent();
        }
    }

    @Test
    void the_schedules_own_input_brings_yesterdays_export_into_IM_and_leaves_record_rejects_and_receipts()
            throws Exception {
        var yesterday = java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1);
        var today = new Exports.Night("", yesterday.toString());
        app.put(today.key("credits.csv"), today.csv(40) + "bad-1,P-00001,31.02.2026,1.00,EUR,2026-03\n");

        var ended = app.aws().attempt("start", WORKFLOW);

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(AwsCalls.json(ended.output()).path("input").asText()).startsWith("{\"scheduledTime\":\"20");
        var run = app.run(today.runId());
        assertThat(run.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(run.path("created").asInt()).isEqualTo(40);
        assertThat(run.path("rejected").asInt()).isEqualTo(1);
        assertThat(new java.math.BigDecimal(
                        app.im().credit(today.ref(40)).orElseThrow().amount()))
                .isEqualByComparingTo("40.50");
        assertThat(app.text("runs/" + today.runId() + "/rejects.csv")).contains("DATE_INVALID", "31.02.2026");
        assertThat(app.keys("runs/" + today.runId() + "/")).contains("runs/" + today.runId() + "/receipts.jsonl.gz");
    }

    @Test
    void a_run_too_long_for_one_invocation_goes_on_in_the_next_until_all_is_in() {
        app.put(night.key("credits.csv"), night.csv(800));
        app.timeout(FUNCTION, 8);
        app.environment(FUNCTION, Map.of("IM_BATCH_SIZE", "10", "IM_MAX_IN_FLIGHT", "1"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 200);

        var output = app.succeed(WORKFLOW, night.input());

        assertThat(output.path("created").asInt()).isEqualTo(800);
        var run = app.run(night.runId());
        assertThat(run.path("attempts").size()).isGreaterThan(1);
        assertThat(run.path("attempts").path(0).path("end").asText()).isEqualTo("INCOMPLETE");
        assertAllInOnce(800);
        assertThat(app.im().timesSent(night.ref(1))).isEqualTo(1);
    }

    @Test
    void while_IM_is_down_the_workflow_waits_and_then_ends_the_night() {
        app.put(night.key("credits.csv"), night.csv(30));
        app.environment(FUNCTION, Map.of("IM_MAX_ATTEMPTS", "1"));
        app.im().set("fault", "always status 503");
        var execution = app.startArn(app.quick(WORKFLOW), night.input());
        var waiting = Application.await(
                "a run that waits for IM",
                () -> app.keys("runs/" + night.runId() + "/run.json"),
                keys -> !keys.isEmpty()
                        && app.run(night.runId()).path("status").asText().equals("INCOMPLETE"));
        assertThat(waiting).isNotEmpty();
        assertThat(app.run(night.runId()).path("waiting").path("reason").asText())
                .isNotEmpty();

        app.im().set("fault", "");

        assertThat(Application.succeeded(app.end(execution)).path("created").asInt())
                .isEqualTo(30);
        assertAllInOnce(30);
    }

    @Test
    void a_failed_night_is_told_to_the_topic_in_one_message_with_its_reason_and_fix() {
        var alerts = app.alerts();
        app.put(night.key("credits.csv"), "no,header,that,we,know\n1,2,3,4,5\n");

        var ended = app.end(app.start(WORKFLOW, night.input()));

        assertThat(ended.path("status").asText()).isEqualTo("FAILED");
        assertThat(ended.path("error").asText()).isEqualTo("HEADER_INVALID");
        assertThat(ended.path("cause").asText())
                .contains(night.runId(), "Fix: ")
                .endsWith(" [AlertsTopic told]");
        // Each event of EventBridge is told in the order of the events: a death that comes later marks the end of the
        // wait.
        var dead = abort();
        assertThat(alerts.about(dead)).hasSize(1);
        var told = alerts.soFar(ended.path("executionArn").asText());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("Subject").asText())
                .isEqualTo("FAILED: credit push " + night.runId() + ", HEADER_INVALID");
        assertThat(told.get(0).path("Message").asText())
                .startsWith("The credit push " + night.runId() + " has FAILED after ")
                .contains(
                        "\n\nHEADER_INVALID: ",
                        "\nFix: ",
                        "\nRecords: 0 read, 0 created, 0 already present, 0 rejected, 0 without outcome\n",
                        "\nReport: s3://" + app.output("DataBucketName") + "/runs/" + night.runId() + "/report.html\n",
                        "\nRunbook: docs/runbook.md#error-codes");
        assertThat(app.im().report().credits().stored())
                .isEqualTo(app.im().report().credits().sourceRefs());
    }

    @Test
    void a_night_that_went_well_is_told_with_its_counts_where_somebody_wants_to_know() {
        var alerts = app.alerts();
        app.put(night.key("credits.csv"), night.csv(20) + "bad-1,P-00001,31.02.2026,1.00,EUR,2026-03\n");

        var ended = app.end(app.start(WORKFLOW, night.input()));

        assertThat(ended.path("status").asText()).isEqualTo("SUCCEEDED");
        var told = alerts.about(ended.path("executionArn").asText());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("Subject").asText()).isEqualTo("Completed: credit push " + night.runId());
        assertThat(told.get(0).path("Message").asText())
                .startsWith("The credit push " + night.runId() + " has completed after ")
                .contains(
                        "\nRecords: 21 read, 20 created, 0 already present, 1 rejected, 0 without outcome\n",
                        "\nRejects: s3://" + app.output("DataBucketName") + "/runs/" + night.runId() + "/rejects.csv\n")
                .doesNotContain("Fix", "Runbook");
    }

    @Test
    void a_night_that_somebody_stops_and_that_cannot_speak_any_more_is_told_by_the_rule() {
        var alerts = app.alerts();

        var told = alerts.about(abort());

        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("Message").asText())
                .contains("The workflow execution ", " has ended ABORTED at ", "#workflow-dead");
    }

    /** A night without an export waits for it; it is aborted then. @return the execution's ARN */
    private String abort() {
        var waiting = Exports.night();
        var execution = app.start(WORKFLOW, waiting.input());
        Application.await(
                "a run that waits for its export",
                () -> app.keys("runs/" + waiting.runId() + "/run.json"),
                keys -> !keys.isEmpty()
                        && app.run(waiting.runId()).path("status").asText().equals("INCOMPLETE"));
        app.calls().call("states", "AWSStepFunctions.StopExecution", Map.of("executionArn", execution));
        assertThat(app.end(execution).path("status").asText()).isEqualTo("ABORTED");
        return execution;
    }

    @Test
    void two_executions_of_one_night_at_once_send_each_credit_once() {
        app.put(night.key("credits.csv"), night.csv(200));
        app.environment(FUNCTION, Map.of("IM_BATCH_SIZE", "10", "IM_MAX_IN_FLIGHT", "1"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 200);
        var quick = app.quick(WORKFLOW);

        var first = app.startArn(quick, night.input());
        var second = app.startArn(quick, night.input());

        assertThat(Application.succeeded(app.end(first)).path("created").asInt())
                .isEqualTo(200);
        assertThat(Application.succeeded(app.end(second)).path("created").asInt())
                .isEqualTo(200);
        assertAllInOnce(200);
        for (int number = 1; number <= 200; number++) {
            assertThat(app.im().timesSent(night.ref(number))).isEqualTo(1);
        }
    }
}
