package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.template.WorkflowRun.Answer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reconciliation's workflow does with each answer of its function, by simulated executions. */
class ReconcileWorkflowTest {

    private static final String STARTED = "2026-11-23T23:59:58.123Z";
    private static final String NIGHT = "{\"scheduledTime\":\"2026-11-23T06:30:00Z\",\"ignoreExtra\":true}";
    private static final Answer COMPLETED = Answer.of("""
            {"runId":"reconcile-2026-11-22","status":"COMPLETED","read":100,"rows":99,"pages":1,
             "differences":{"missing":1,"extra":0,"changedAmount":0,"error":0,"reversed":0,"twice":0},
             "startedAt":"2026-11-23T06:30:00Z","finishedAt":"2026-11-23T06:30:09.999Z",
             "output":"s3://b/runs/reconcile-2026-11-22/differences.jsonl.gz",
             "report":"s3://b/runs/reconcile-2026-11-22/report.html"}""");

    @Test
    void the_night_is_compared_under_its_scheduled_time() {
        var run = run(NIGHT, COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.calls()).hasToString("[" + NIGHT + "]");
        assertThat(run.output().at("/differences/missing").asInt()).isEqualTo(1);
    }

    @Test
    void a_comparison_on_demand_gets_a_run_id_of_its_own_within_the_prefix_that_its_function_may_write() {
        var run = run("{\"credits\":\"s3://b/exports/2026-11/\",\"filter\":null}", COMPLETED);

        assertThat(run.calls())
                .hasToString("[{\"credits\":\"s3://b/exports/2026-11/\",\"scheduledTime\":\"" + STARTED
                        + "\",\"runId\":\"reconcile-3f0c-by-hand\"}]");
    }

    @Test
    void any_execution_name_makes_a_run_id() {
        var name = "a-name-of-eighty-characters-which-is-the-most-that-step-functions-takes-for-one-1234";

        var run = new WorkflowRun(StateMachine.reconcile(), name, STARTED, new ArrayDeque<>(List.of(COMPLETED)))
                .start("{}");

        assertThat(run.calls().get(0).path("runId").asText())
                .startsWith("reconcile-")
                .matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push-2026-11-22", "", "Reconcile-1", "1"})
    void a_run_id_outside_that_prefix_compares_nothing_and_says_why(String runId) {
        var run = run("{\"runId\":\"" + runId + "\"}");

        assertThat(run.calls()).isEmpty();
        assertThat(run.error()).isEqualTo("EVENT_INVALID");
        assertThat(run.cause())
                .contains("The runId " + runId + " does not begin with reconcile-. Fix: use only runId,");
    }

    @Test
    void a_field_that_is_not_known_compares_nothing() {
        var run = run("{\"fliter\":\"x\"}");

        assertThat(run.calls()).isEmpty();
        assertThat(run.error()).isEqualTo("EVENT_INVALID");
        assertThat(run.cause()).contains("does not know this in its input: fliter. Fix: ");
    }

    @Test
    void an_incomplete_comparison_is_gone_on_with_under_its_run_id_whoever_holds_it() {
        var run = run(
                NIGHT,
                Answer.of("{\"runId\":\"reconcile-2026-11-22\",\"status\":\"INCOMPLETE\",\"resumeAfterSeconds\":60}"),
                Answer.of("{\"runId\":\"reconcile-2026-11-22\",\"status\":\"RUNNING\",\"resumeAfterSeconds\":0}"),
                COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.waits()).containsExactly(60, 1);
        assertThat(run.calls().get(2).path("runId").asText()).isEqualTo("reconcile-2026-11-22");
    }

    @Test
    void a_failed_comparison_is_told_in_one_message_that_people_can_read() {
        var run = run(NIGHT, Answer.of("""
                        {"runId":"reconcile-2026-11-22","status":"FAILED","read":0,"rows":0,"pages":0,"differences":null,
                         "startedAt":"2026-11-23T06:30:00Z","finishedAt":"2026-11-23T06:30:01Z",
                         "error":{"code":"FILTER_NEEDED","message":"No period","fix":"Say a filter"}}"""));

        assertThat(run.error()).isEqualTo("FILTER_NEEDED");
        assertThat(run.told()).hasSize(1);
        assertThat(run.told().get(0).path("Subject").asText())
                .isEqualTo("FAILED: reconciliation reconcile-2026-11-22, FILTER_NEEDED");
        assertThat(run.told().get(0).path("Message").asText()).isEqualTo("""
                        The reconciliation reconcile-2026-11-22 has FAILED after 1 s.

                        FILTER_NEEDED: No period.
                        Fix: Say a filter

                        Compared: 0 credits of the CRM with 0 of IM
                        Folder: https://${Region}.console.aws.amazon.com/s3/buckets/${DataBucketName}?prefix=runs/reconcile-2026-11-22/
                        Execution: arn:execution:3f0c-by-hand
                        Runbook: ${RunbookUrl}#error-codes""");
    }

    @Test
    void a_finished_comparison_is_told_where_somebody_wants_to_know() {
        var run = new WorkflowRun(
                        StateMachine.reconcile().with("NotifyOnSuccess", "true"),
                        "3f0c-by-hand",
                        STARTED,
                        new ArrayDeque<>(List.of(COMPLETED)))
                .start(NIGHT);

        assertThat(run.told().get(0).path("Message").asText()).isEqualTo("""
                        The reconciliation reconcile-2026-11-22 has completed after 9 s.

                        Differences: 1 missing, 0 extra, 0 changedAmount, 0 error, 0 reversed, 0 twice
                        Compared: 100 credits of the CRM with 99 of IM
                        Each of them: s3://b/runs/reconcile-2026-11-22/differences.jsonl.gz
                        Report: s3://b/runs/reconcile-2026-11-22/report.html
                        Folder: https://${Region}.console.aws.amazon.com/s3/buckets/${DataBucketName}?prefix=runs/reconcile-2026-11-22/
                        Execution: arn:execution:3f0c-by-hand""");
    }

    @Test
    void a_function_that_cannot_be_run_fails_with_what_to_do() {
        var run = run(
                NIGHT,
                Collections.nCopies(9, Answer.failure("States.Timeout", "")).toArray(Answer[]::new));

        assertThat(run.error()).isEqualTo("RECONCILE_NOT_RUN");
        assertThat(run.cause()).contains("start the workflow again with {\"scheduledTime\"");
    }

    private static WorkflowRun run(String input, Answer... answers) {
        return new WorkflowRun(StateMachine.reconcile(), "3f0c-by-hand", STARTED, new ArrayDeque<>(List.of(answers)))
                .start(input);
    }
}
