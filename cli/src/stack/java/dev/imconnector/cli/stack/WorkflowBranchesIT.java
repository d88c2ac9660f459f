package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every branch of each workflow as Step Functions goes it, its tasks answering what a case says: each retry, each catch,
 * each end. Waits take a second here, retries are two, and too many invocations are three.
 */
class WorkflowBranchesIT {

    /** The parameter in its place in the definition. */
    private static final String NOTIFY_ON_SUCCESS = "'(true|false)' = 'true'";

    private static final String NIGHT = "{\"scheduledTime\":\"2026-03-02T04:15:00Z\"}";

    /** What the task may retry, the last one by States.ALL. */
    private static final List<String> PASSING = List.of(
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException",
            "Runtime.ExitError");

    private final Application app = Stack.application();

    @BeforeEach
    void reset() {
        app.withCredentials();
    }

    /** @param error of the execution, empty when it succeeds */
    private record Case(String name, String input, Map<String, List<String>> answers, String error) {}

    private static String answer(String fields) {
        return "{\"Return\":{\"StatusCode\":200,\"Payload\":{\"runId\":\"r\"," + fields + "}}}";
    }

    private static String failure(String error) {
        return "{\"Throw\":{\"Error\":\"" + error + "\",\"Cause\":\"a planned failure\"}}";
    }

    private static List<Case> cases(String task, String notRun) {
        var completed = answer("\"status\":\"COMPLETED\"");
        var incomplete = answer("\"status\":\"INCOMPLETE\",\"resumeAfterSeconds\":600");
        var running = answer("\"status\":\"RUNNING\"");
        var failed = answer("\"status\":\"FAILED\",\"error\":{\"code\":\"EMPTY_INPUT\",\"message\":\"Nothing there\"}");
        var told = List.of("{\"Return\":{\"MessageId\":\"1\"}}");
        var untold = List.of(failure("SNS.SnsException"), failure("SNS.SnsException"), failure("SNS.SnsException"));
        var cases = new ArrayList<>(List.of(
                new Case("completes", NIGHT, Map.of(task, List.of(completed), "Tell", told), ""),
                new Case("resumes", NIGHT, Map.of(task, List.of(incomplete, running, completed), "Tell", told), ""),
                new Case("fails", NIGHT, Map.of(task, List.of(failed), "Tell", told), "EMPTY_INPUT"),
                new Case(
                        "odd",
                        NIGHT,
                        Map.of(task, List.of(answer("\"status\":\"ODD\"")), "Tell", told),
                        "ANSWER_UNKNOWN"),
                new Case(
                        "never-ends",
                        NIGHT,
                        Map.of(task, List.of(incomplete, running, incomplete), "Tell", told),
                        "TOO_MANY_INVOCATIONS"),
                new Case("misspelt", "{\"dryrun\":true}", Map.of("Tell", told), "EVENT_INVALID"),
                new Case(
                        "never-runs",
                        NIGHT,
                        Map.of(task, List.of(failure("Boom"), failure("Boom"), failure("Boom")), "Tell", told),
                        notRun),
                new Case(
                        "told-at-last",
                        NIGHT,
                        Map.of(task, List.of(failed), "Tell", List.of(untold.get(0), told.get(0))),
                        "EMPTY_INPUT"),
                new Case(
                        "untold",
                        NIGHT,
                        Map.of(task, List.of(failed), "Tell", untold, "KeepUntold", told),
                        "EMPTY_INPUT"),
                new Case(
                        "unkept",
                        NIGHT,
                        Map.of(task, List.of(failed), "Tell", untold, "KeepUntold", untold),
                        "EMPTY_INPUT"),
                new Case(
                        "success-untold",
                        NIGHT,
                        Map.of(task, List.of(completed), "Tell", untold, "KeepUntold", told),
                        "")));
        PASSING.forEach(error -> cases.add(new Case(
                "again-after-" + error.replace('.', '-'),
                NIGHT,
                Map.of(task, List.of(failure(error), failure(error), completed), "Tell", told),
                "")));
        return cases;
    }

    @ParameterizedTest
    @CsvSource({
        "CreditPushWorkflow, PushCredits, PUSH_NOT_RUN",
        "ResultsPullWorkflow, PullResults, PULL_NOT_RUN",
        "ReconcileWorkflow, Reconcile, RECONCILE_NOT_RUN"
    })
    void each_branch_ends_as_it_should_and_none_is_left_out(String workflow, String task, String notRun)
            throws IOException {
        var states = new TreeSet<String>();
        var entered = new TreeSet<String>();
        for (var tellsSuccess : List.of(false, true)) {
            var name = "branches-" + workflow + (tellsSuccess ? "-told" : "");
            var definition = quick(app.definition(workflow), tellsSuccess);
            definition.path("States").fieldNames().forEachRemaining(states::add);
            var cases = cases(task, notRun);
            Files.writeString(app.mockedTasks(), mocks(name, cases).toString());
            var machine = app.create(name, definition);
            var executions = new LinkedHashMap<Case, String>();
            cases.forEach(each -> executions.put(each, app.startArn(machine + "#" + each.name(), each.input())));

            executions.forEach((each, arn) -> {
                var end = app.end(arn);
                assertThat(end.path("error").asText())
                        .as("%s: %s", each.name(), end)
                        .isEqualTo(each.error());
                assertThat(end.path("status").asText())
                        .as("%s: %s", each.name(), end)
                        .isEqualTo(each.error().isEmpty() ? "SUCCEEDED" : "FAILED");
                entered.addAll(app.statesEntered(arn));
            });
        }

        assertThat(entered).as("States that no case has reached are missing.").isEqualTo(states);
    }

    private static JsonNode quick(ObjectNode definition, boolean tellsSuccess) {
        definition.path("States").forEach(state -> {
            if (state.has("Seconds")) {
                ((ObjectNode) state).put("Seconds", 1);
            }
            state.path("Retry")
                    .forEach(retry -> ((ObjectNode) retry)
                            .put("IntervalSeconds", 1)
                            .put("BackoffRate", 1)
                            .put("MaxAttempts", 2)
                            .remove("JitterStrategy"));
        });
        var text = definition.toString();
        assertThat(text).contains("$invocations < 1200").containsPattern(NOTIFY_ON_SUCCESS);
        return AwsCalls.json(text.replace("$invocations < 1200", "$invocations < 3")
                .replaceAll(NOTIFY_ON_SUCCESS, "'" + tellsSuccess + "' = 'true'"));
    }

    /** LocalStack's description of mocked tasks: for each case the answers of each task, in their order. */
    private static JsonNode mocks(String machine, List<Case> cases) {
        var mocks = AwsCalls.JSON.createObjectNode();
        var byCase = mocks.withObject("/StateMachines/" + machine + "/TestCases");
        var responses = mocks.putObject("MockedResponses");
        cases.forEach(each -> {
            var byState = byCase.putObject(each.name());
            each.answers().forEach((state, answers) -> {
                var name = each.name() + "-" + state;
                byState.put(state, name);
                var response = responses.putObject(name);
                for (int call = 0; call < answers.size(); call++) {
                    response.set(String.valueOf(call), AwsCalls.json(answers.get(call)));
                }
            });
        });
        return mocks;
    }
}
