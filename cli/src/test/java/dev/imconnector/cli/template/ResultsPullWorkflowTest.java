package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.template.WorkflowRun.Answer;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pull's workflow does with each answer of its function, by simulated executions. */
class ResultsPullWorkflowTest {

    private static final String STARTED = "2026-11-23T23:59:58.123Z";
    private static final String NIGHT = "{\"scheduledTime\":\"2026-11-23T05:45:00Z\"}";
    private static final Answer COMPLETED =
            Answer.of("{\"runId\":\"pull-results-2026-11-22\",\"status\":\"COMPLETED\",\"rows\":3}");

    @Test
    void the_night_is_pulled_under_its_scheduled_time() {
        var run = run(NIGHT, COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.calls()).hasToString("[" + NIGHT + "]");
    }

    @Test
    void a_pull_on_demand_is_pinned_to_its_start_and_does_not_take_the_nights_run_id() {
        var run = run("{\"entity\":\"quotas\",\"filter\":\"\"}", COMPLETED);

        assertThat(run.calls())
                .hasToString("[{\"entity\":\"quotas\",\"filter\":\"\",\"scheduledTime\":\"" + STARTED
                        + "\",\"runId\":\"pull-3f0c-by-hand\"}]");
    }

    @Test
    void an_incomplete_pull_is_gone_on_with_under_its_run_id() {
        var incomplete = Answer.of(
                "{\"runId\":\"pull-results-2026-11-22\",\"status\":\"INCOMPLETE\"," + "\"resumeAfterSeconds\":60}");

        var run = run(NIGHT, incomplete, COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.calls().get(1).path("runId").asText()).isEqualTo("pull-results-2026-11-22");
    }

    @Test
    void a_failed_pull_fails_the_execution_with_its_own_error() {
        var run = run(
                NIGHT,
                Answer.of("{\"runId\":\"r\",\"status\":\"FAILED\",\"error\":"
                        + "{\"code\":\"ROWS_REPEATED\",\"message\":\"twice\",\"fix\":\"order them\"}}"));

        assertThat(run.error()).isEqualTo("ROWS_REPEATED");
        assertThat(run.cause()).isEqualTo("Run r: twice. Fix: order them [AlertsTopic told]");
    }

    @Test
    void a_field_that_no_pull_knows_pulls_nothing() {
        var run = run("{\"fliter\":\"x\"}");

        assertThat(run.error()).isEqualTo("EVENT_INVALID");
        assertThat(run.calls()).isEmpty();
        assertThat(run.cause()).contains("fliter");
    }

    @Test
    void a_failed_pull_is_told_in_one_message_that_people_can_read() {
        var run = run(NIGHT, Answer.of("""
                        {"runId":"pull-results-2026-11-22","status":"FAILED","rows":1200,"pages":12,
                         "startedAt":"2026-11-23T05:45:00Z","finishedAt":"2026-11-23T05:47:00Z",
                         "output":"s3://b/results/results/pull-results-2026-11-22/",
                         "report":"s3://b/runs/pull-results-2026-11-22/report.html",
                         "error":{"code":"ROWS_REPEATED","message":"Rows came twice","fix":"Order them"}}"""));

        assertThat(run.told()).hasSize(1);
        assertThat(run.told().get(0).path("Subject").asText())
                .isEqualTo("FAILED: pull pull-results-2026-11-22, ROWS_REPEATED");
        assertThat(run.told().get(0).path("Message").asText()).isEqualTo("""
                        The pull pull-results-2026-11-22 has FAILED after 2 min.

                        ROWS_REPEATED: Rows came twice.
                        Fix: Order them

                        Rows: 1200 in 12 pages
                        Output: s3://b/results/results/pull-results-2026-11-22/
                        Report: s3://b/runs/pull-results-2026-11-22/report.html
                        Folder: https://${Region}.console.aws.amazon.com/s3/buckets/${DataBucketName}?prefix=runs/pull-results-2026-11-22/
                        Execution: arn:execution:3f0c-by-hand
                        Runbook: ${RunbookUrl}#error-codes""");
    }

    private static WorkflowRun run(String input, Answer... answers) {
        return new WorkflowRun(StateMachine.resultsPull(), "3f0c-by-hand", STARTED, new ArrayDeque<>(List.of(answers)))
                .start(input);
    }
}
