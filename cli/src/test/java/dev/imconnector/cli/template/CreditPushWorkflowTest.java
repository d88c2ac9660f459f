package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.template.WorkflowRun.Answer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the night's workflow does with each answer of the push function, by simulated executions. */
class CreditPushWorkflowTest {

    private static final String STARTED = "2026-11-23T23:59:58.123Z";
    private static final String NIGHT = "{\"scheduledTime\":\"2026-11-23T04:15:00Z\"}";
    private static final Answer COMPLETED =
            Answer.of("{\"runId\":\"push-2026-11-22\",\"status\":\"COMPLETED\",\"read\":3,\"created\":3}");

    @Test
    void the_night_is_pushed_under_its_scheduled_time() {
        var run = run(NIGHT, COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.calls()).hasToString("[" + NIGHT + "]");
        assertThat(run.waits()).isEmpty();
    }

    @Test
    void a_run_id_given_with_the_scheduled_time_is_kept() {
        var run = run("{\"scheduledTime\":\"2026-11-23T04:15:00Z\",\"runId\":\"again\"}", COMPLETED);

        assertThat(run.calls().get(0).path("runId").asText()).isEqualTo("again");
    }

    @Test
    void a_push_on_demand_is_pinned_to_its_start_and_does_not_take_the_nights_run_id() {
        var run = run("{}", COMPLETED);

        assertThat(run.calls())
                .hasToString("[{\"scheduledTime\":\"" + STARTED + "\",\"runId\":\"push-3f0c-by-hand\"}]");
    }

    @Test
    void a_run_id_alone_may_be_a_run_of_days_ago_whose_record_knows_its_date() {
        var run = run("{\"runId\":\"push-2026-11-01\",\"retry\":true,\"scheduledTime\":null}", COMPLETED);

        assertThat(run.calls()).hasToString("[{\"runId\":\"push-2026-11-01\",\"retry\":true}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Größe +1 (neu)",
                "a-name-of-eighty-characters-which-is-the-most-that-step-functions-takes-for-one-1234"
            })
    void any_execution_name_makes_a_run_id(String name) {
        var run = new WorkflowRun(StateMachine.creditPush(), name, STARTED, script(COMPLETED)).start("{}");

        assertThat(run.calls().get(0).path("runId").asText())
                .startsWith("push-")
                .endsWith(name.substring(name.length() - 1).replace(")", "-"))
                .matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    }

    @Test
    void every_field_of_the_event_reaches_the_function() {
        var event = "{\"runId\":\"r\",\"scheduledTime\":\"2026-11-23T04:15:00Z\",\"credits\":\"s3://b/exports/x.csv\","
                + "\"retry\":true,\"dryRun\":false,\"requestedBy\":\"payroll\"}";

        assertThat(run(event, COMPLETED).calls()).hasToString("[" + event + "]");
    }

    @Test
    void what_consoles_and_parent_workflows_add_is_left_out() {
        var run = run(
                "{\"Comment\":\"Insert your JSON here\",\"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID\":\"arn\","
                        + "\"scheduledTime\":\"2026-11-23T04:15:00Z\"}",
                COMPLETED);

        assertThat(run.calls()).hasToString("[" + NIGHT + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"dryrun\":true} | dryrun",
                "{\"runId\":\"r\",\"dry_run\":true,\"x\":1} | dry_run, x",
                "[] | everything, because it is not a JSON object",
                "\"push\" | everything, because it is not a JSON object",
                "null | everything, because it is not a JSON object"
            })
    void a_misspelt_field_is_refused_and_never_becomes_a_real_push(String input, String named) {
        var run = run(input);

        assertThat(run.calls()).isEmpty();
        assertThat(run.error()).isEqualTo("EVENT_INVALID");
        assertThat(run.cause()).contains(": " + named + ". Fix: use only runId");
    }

    @Test
    void an_incomplete_run_is_called_again_after_the_wait_it_asks_for() {
        var run = run(NIGHT, incomplete("90"), incomplete("0"), incomplete("0.4"), COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.waits()).containsExactly(90, 1, 1);
        assertThat(run.calls()).hasSize(4);
    }

    @Test
    void from_the_first_answer_on_the_run_id_is_the_functions() {
        var run = run(NIGHT, incomplete("0"), COMPLETED);

        assertThat(run.calls().get(1))
                .hasToString("{\"scheduledTime\":\"2026-11-23T04:15:00Z\",\"runId\":\"push-2026-11-22\"}");
    }

    @Test
    void a_run_held_by_another_invocation_is_asked_for_again() {
        var run = run(NIGHT, Answer.of("{\"status\":\"RUNNING\",\"resumeAfterSeconds\":42}"), COMPLETED);

        assertThat(run.waits()).containsExactly(42);
        assertThat(run.end()).isEqualTo("Completed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"null | 60", "\"soon\" | 60", "-5 | 1", "1e9 | 3600", "600 | 600"})
    void a_wait_is_at_least_a_second_and_at_most_an_hour(String asked, int waited) {
        assertThat(run(NIGHT, incomplete(asked), COMPLETED).waits()).containsExactly(waited);
    }

    @Test
    void a_failed_run_fails_the_workflow_with_the_records_error() {
        var run = run(
                NIGHT,
                Answer.of("{\"runId\":\"push-2026-11-22\",\"status\":\"FAILED\",\"error\":{\"code\":\"INPUT_MISSING\","
                        + "\"message\":\"No export for 2026-11-22\",\"fix\":\"Ask the CRM team\"}}"));

        assertThat(run.error()).isEqualTo("INPUT_MISSING");
        assertThat(run.cause())
                .isEqualTo("Run push-2026-11-22: No export for 2026-11-22. Fix: Ask the CRM team [AlertsTopic told]");
    }

    @Test
    void a_failed_answer_without_run_id_or_fix_still_makes_a_sentence() {
        var run = run(
                NIGHT,
                Answer.of("{\"runId\":null,\"status\":\"FAILED\","
                        + "\"error\":{\"code\":\"EVENT_INVALID\",\"message\":\"No such day.\",\"fix\":null}}"));

        assertThat(run.cause()).isEqualTo("No such day. [AlertsTopic told]");
    }

    @Test
    void a_failed_answer_without_an_error_is_still_a_failure() {
        var run = run(NIGHT, Answer.of("{\"runId\":\"r\",\"status\":\"FAILED\",\"error\":null}"));

        assertThat(run.error()).isEqualTo("PUSH_FAILED");
        assertThat(run.cause()).startsWith("Run r: It failed without saying why");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"DONE\"}", "{\"status\":null}", "{}", "null", "\"COMPLETED\"", "[]"})
    void an_answer_that_is_not_understood_is_never_taken_for_success(String answer) {
        var run = run(NIGHT, Answer.of(answer));

        assertThat(run.error()).isEqualTo("ANSWER_UNKNOWN");
        assertThat(run.cause()).contains("start the workflow again with {\"scheduledTime\"");
    }

    @Test
    void the_output_has_the_counts_but_not_the_whole_record() {
        var run = run(
                NIGHT,
                Answer.of("{\"runId\":\"r\",\"status\":\"COMPLETED\",\"read\":5,\"created\":3,\"alreadyPresent\":1,"
                        + "\"rejected\":1,\"failed\":0,\"rejects\":\"s3://b/runs/r/rejects.csv\",\"receipts\":null,"
                        + "\"error\":null,\"input\":[{\"uri\":\"s3://b/exports/x.csv\"}],\"totals\":[]}"));

        assertThat(run.output())
                .hasToString("{\"runId\":\"r\",\"status\":\"COMPLETED\",\"read\":5,\"created\":3,\"alreadyPresent\":1,"
                        + "\"rejected\":1,\"failed\":0,\"rejects\":\"s3://b/runs/r/rejects.csv\"}");
    }

    @Test
    void a_function_that_cannot_reach_its_store_is_tried_again() {
        var down = Answer.failure("dev.imconnector.store.StoreException", "{\"errorMessage\":\"S3 is away\"}");

        var run = run(NIGHT, down, down, down, incomplete("0"), down, COMPLETED);

        assertThat(run.end()).isEqualTo("Completed");
        assertThat(run.calls()).hasSize(6);
    }

    @Test
    void at_last_it_fails_with_what_the_function_said_and_how_to_go_on() {
        var down = Answer.failure(
                "dev.imconnector.store.StoreException",
                "{\"errorMessage\":\"The bucket \\\"b\\\" cannot be reached.\",\"errorType\":\"x.Y\","
                        + "\"stackTrace\":[\"a.b.C.d(C.java:1)\"]}");

        var run = run(NIGHT, Collections.nCopies(9, down));

        assertThat(run.error()).isEqualTo("PUSH_NOT_RUN");
        assertThat(run.cause())
                .contains("The bucket \\\"b\\\" cannot be reached.")
                .contains("start the workflow again with {\"scheduledTime\":\"2026-11-23T04:15:00Z\"}")
                .doesNotContain("C.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task timed out after 900.00 seconds", "", "{\"errorMessage\":"})
    void a_cause_that_is_no_json_still_makes_a_sentence(String cause) {
        var run = run(NIGHT, Collections.nCopies(9, Answer.failure("States.Timeout", cause)));

        assertThat(run.cause()).contains("several times: States.Timeout. Fix: see its log");
    }

    @Test
    void a_function_that_never_gets_anywhere_is_stopped_before_the_history_is_full() {
        var run = run(NIGHT, Collections.nCopies(1200, incomplete("0")));

        assertThat(run.error()).isEqualTo("TOO_MANY_INVOCATIONS");
        assertThat(run.cause()).contains("called 1200 times").contains("\"runId\":\"push-2026-11-22\"");
    }

    @Test
    void a_failed_run_is_told_in_one_message_that_people_can_read() {
        var run = run(NIGHT, Answer.of("""
                        {"runId":"push-2026-11-22","status":"FAILED","read":10,"created":7,"alreadyPresent":1,
                         "rejected":1,"failed":1,"startedAt":"2026-11-23T04:15:00Z",
                         "finishedAt":"2026-11-23T05:57:31.250Z","rejects":"s3://b/runs/push-2026-11-22/rejects.csv",
                         "report":"s3://b/runs/push-2026-11-22/report.html",
                         "error":{"code":"NO_OUTCOME","message":"IM gave no outcome","fix":"Start it again"}}"""));

        assertThat(run.told()).hasSize(1);
        assertThat(run.told().get(0).path("TopicArn").asText()).isEqualTo("${AlertsTopicArn}");
        assertThat(run.told().get(0).path("Subject").asText())
                .isEqualTo("FAILED: credit push push-2026-11-22, NO_OUTCOME");
        assertThat(run.told().get(0).path("Message").asText()).isEqualTo("""
                        The credit push push-2026-11-22 has FAILED after 1 h 42 min.

                        NO_OUTCOME: IM gave no outcome.
                        Fix: Start it again

                        Records: 10 read, 7 created, 1 already present, 1 rejected, 1 without outcome
                        Rejects: s3://b/runs/push-2026-11-22/rejects.csv
                        Report: s3://b/runs/push-2026-11-22/report.html
                        Folder: https://${Region}.console.aws.amazon.com/s3/buckets/${DataBucketName}?prefix=runs/push-2026-11-22/
                        Execution: arn:execution:3f0c-by-hand
                        Runbook: ${RunbookUrl}#error-codes""");
        assertThat(run.error()).isEqualTo("NO_OUTCOME");
        assertThat(run.cause())
                .isEqualTo("Run push-2026-11-22: IM gave no outcome. Fix: Start it again [AlertsTopic told]");
        assertThat(run.kept()).isEmpty();
    }

    @Test
    void a_night_that_could_not_even_be_run_is_told_too() {
        var run = run(NIGHT, Collections.nCopies(9, Answer.failure("States.Timeout", "")));

        assertThat(run.told().get(0).path("Subject").asText())
                .isEqualTo("FAILED: credit push of 2026-11-23T04:15:00Z, PUSH_NOT_RUN");
        assertThat(run.told().get(0).path("Message").asText()).isEqualTo("""
                        The credit push of 2026-11-23T04:15:00Z has FAILED.

                        PUSH_NOT_RUN: The push function could not be run to its end, though tried several times: States.Timeout.
                        Fix: see its log, remove the cause, then start the workflow again with {"scheduledTime":"2026-11-23T04:15:00Z"}; it resumes at its checkpoint.

                        Execution: arn:execution:3f0c-by-hand
                        Runbook: ${RunbookUrl}#error-codes""");
    }

    @Test
    void a_success_is_told_only_where_somebody_wants_to_know() {
        var completed = Answer.of("""
                {"runId":"push-2026-11-22","status":"COMPLETED","read":1000000,"created":999999,"alreadyPresent":0,
                 "rejected":1,"failed":0,"startedAt":"2026-11-23T04:15:00.001Z","finishedAt":"2026-11-23T04:15:59Z",
                 "rejects":"s3://b/runs/push-2026-11-22/rejects.csv"}""");

        assertThat(run(NIGHT, completed).told()).isEmpty();
        var told = telling(script(completed)).start(NIGHT);

        assertThat(told.end()).isEqualTo("Completed");
        assertThat(told.output().path("created").asInt()).isEqualTo(999_999);
        assertThat(told.told()).hasSize(1);
        assertThat(told.told().get(0).path("Subject").asText()).isEqualTo("Completed: credit push push-2026-11-22");
        assertThat(told.told().get(0).path("Message").asText()).isEqualTo("""
                        The credit push push-2026-11-22 has completed after 59 s.

                        Records: 1000000 read, 999999 created, 0 already present, 1 rejected, 0 without outcome
                        Rejects: s3://b/runs/push-2026-11-22/rejects.csv
                        Folder: https://${Region}.console.aws.amazon.com/s3/buckets/${DataBucketName}?prefix=runs/push-2026-11-22/
                        Execution: arn:execution:3f0c-by-hand""");
    }

    @Test
    void a_dry_run_does_not_pass_for_a_push_in_its_message_and_says_what_would_be_sent() {
        var told = telling(script(dryRun("2834695.90"))).start("{\"runId\":\"look\",\"dryRun\":true}");

        assertThat(told.told().get(0).path("Subject").asText()).isEqualTo("Completed: dry run of the credit push look");
        assertThat(told.told().get(0).path("Message").asText()).isEqualTo("""
                        The dry run of the credit push look has completed.

                        Nothing was sent. Records: 120 read, 115 would be sent, 1 repeated, 4 rejected
                        Would be sent: USD 2834695.9 in 114 records
                        Would be sent: JPY -7 in 1 record
                        Execution: arn:execution:3f0c-by-hand""");
    }

    @Test
    void an_amount_with_more_digits_than_the_workflow_can_reckon_with_is_left_to_the_record() {
        var told = telling(script(dryRun("12345678901234567.89"))).start("{\"runId\":\"look\",\"dryRun\":true}");

        assertThat(told.told().get(0).path("Message").asText())
                .contains("Would be sent: USD (see totals in its record) in 114 records");
    }

    @Test
    void the_output_of_a_dry_run_has_what_would_be_sent_and_its_totals() {
        var run = run("{\"runId\":\"look\",\"dryRun\":true}", dryRun("2834695.95"));

        assertThat(run.output().path("dryRun").asBoolean()).isTrue();
        assertThat(run.output().path("toSend").asInt()).isEqualTo(115);
        assertThat(run.output().path("totals")).hasSize(4);
        assertThat(run.output().at("/totals/0/outcome").asText()).isEqualTo("TO_SEND");
        assertThat(run.output().at("/totals/0/amount").decimalValue()).isEqualByComparingTo("2834695.95");
    }

    private static Answer dryRun(String dollars) {
        return Answer.of("""
                {"runId":"look","status":"COMPLETED","dryRun":true,"read":120,"toSend":115,"created":0,
                 "alreadyPresent":1,"rejected":4,"failed":0,"totals":[
                  {"currencyCode":"USD","outcome":"TO_SEND","count":114,"amount":%s},
                  {"currencyCode":"JPY","outcome":"TO_SEND","count":1,"amount":-7},
                  {"currencyCode":"USD","outcome":"REJECTED","count":2,"amount":5.00},
                  {"currencyCode":null,"outcome":"REJECTED","count":2,"amount":null}]}""".formatted(dollars));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Größe\nzwei",
                "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void whatever_a_run_is_called_the_subject_is_one_that_sns_takes(String runId) {
        var answer = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("runId", runId)
                .put("status", "FAILED");

        assertThat(run(NIGHT, Answer.of(answer.toString())).told()).hasSize(1);
    }

    @Test
    void a_topic_that_cannot_be_told_changes_no_end_and_is_not_silent() {
        var failed = new WorkflowRun(
                        StateMachine.creditPush(),
                        "3f0c-by-hand",
                        STARTED,
                        script(Answer.of(
                                "{\"runId\":\"r\",\"status\":\"FAILED\",\"error\":{\"code\":\"NO_OUTCOME\"}}")))
                .without("sns")
                .start(NIGHT);
        var completed = telling(script(COMPLETED)).without("sns").start(NIGHT);

        assertThat(failed.error()).isEqualTo("NO_OUTCOME");
        assertThat(failed.cause())
                .as("DeadWorkflowRule tells of it, for it does not say that the topic was told.")
                .doesNotContain("AlertsTopic told");
        assertThat(failed.kept())
                .containsExactly("AlertsTopic did not get the message how arn:execution:3f0c-by-hand has ended: FAILED,"
                        + " NO_OUTCOME");
        assertThat(completed.end()).isEqualTo("Completed");
        assertThat(completed.output().path("created").asInt()).isEqualTo(3);
        assertThat(completed.kept())
                .containsExactly(
                        "AlertsTopic did not get the message how arn:execution:3f0c-by-hand has ended: COMPLETED");
    }

    @Test
    void not_even_a_queue_that_is_away_changes_how_a_run_has_ended() {
        var run = telling(script(COMPLETED)).without("sns").without("sqs").start(NIGHT);

        assertThat(run.end()).isEqualTo("Completed");
    }

    private static WorkflowRun telling(ArrayDeque<Answer> script) {
        return new WorkflowRun(
                StateMachine.creditPush().with("NotifyOnSuccess", "true"), "3f0c-by-hand", STARTED, script);
    }

    private static Answer incomplete(String resumeAfterSeconds) {
        return Answer.of("{\"runId\":\"push-2026-11-22\",\"status\":\"INCOMPLETE\",\"resumeAfterSeconds\":"
                + resumeAfterSeconds + "}");
    }

    private static WorkflowRun run(String input, Answer... answers) {
        return run(input, Arrays.asList(answers));
    }

    private static WorkflowRun run(String input, List<Answer> answers) {
        return new WorkflowRun(StateMachine.creditPush(), "3f0c-by-hand", STARTED, new ArrayDeque<>(answers))
                .start(input);
    }

    private static ArrayDeque<Answer> script(Answer... answers) {
        return new ArrayDeque<>(Arrays.asList(answers));
    }
}
