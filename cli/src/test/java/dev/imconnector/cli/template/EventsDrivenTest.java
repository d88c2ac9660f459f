package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReadApiHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.lambda.WriteApiHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample event through the handler it is for, against the simulated IM, with files where the bucket would be. */
class EventsDrivenTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BUCKET = "s3://im-connector-data/";
    private static final String NIGHT = "push-2026-11-22";
    private static final String GOOD = """
            sourceRef,participantId,transactionDate,amount,currencyCode,periodId
            A-1,P0000001,2026-11-22,1.50,EUR,2026-11
            A-2,P0000002,2026-11-22,2.50,EUR,2026-11
            """;

    @TempDir
    private Path bucket;

    private ImSandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = ImSandbox.start(
                SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(ReadSwitches.RESULTS, 250),
                Clock.systemUTC());
        export("credits.csv", GOOD);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void export(String name, String content) throws IOException {
        var night = Files.createDirectories(bucket.resolve("exports/2026-11-22"));
        Files.writeString(night.resolve(name), content);
    }

    private String uri(String path) {
        return bucket.toUri() + path;
    }

    private Map<String, String> environment(SandboxClient client) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", client.id());
        environment.put("ICM_CLIENT_SECRET", client.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("CREDITS_LOCATION", uri("exports/{date}/"));
        environment.put("RUNS_LOCATION", uri("runs/"));
        environment.put("RESULTS_LOCATION", uri("results/"));
        return environment;
    }

    private RequestStreamHandler handlerOf(String event) {
        var writer = environment(SandboxClient.WRITER);
        var reader = environment(SandboxClient.READER);
        return switch (event.substring(0, event.indexOf('-'))) {
            case "push" -> new PushCreditsHandler(writer, RunMetrics.NONE);
            case "pull" -> new PullResultsHandler(reader, RunMetrics.NONE);
            case "reconcile" -> new ReconcileHandler(reader, RunMetrics.NONE);
            case "write" -> new WriteApiHandler(writer, RunMetrics.NONE);
            case "read" -> new ReadApiHandler(reader, RunMetrics.NONE);
            default -> throw new AssertionError(event + ": which handler is it for?");
        };
    }

    private JsonNode drive(String event) throws IOException {
        var text = Repository.text(Repository.file("events/" + event + ".json")).replace(BUCKET, uri(""));
        return drive(handlerOf(event), text);
    }

    private static JsonNode drive(RequestStreamHandler handler, String event) throws IOException {
        return JSON.readTree(Invocation.of(Duration.ofMinutes(1)).call(handler, event));
    }

    /** The body of an answer of the HTTP API, which is to have that status. */
    private JsonNode http(String event, int status) throws IOException {
        var answer = drive(event);
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
        return JSON.readTree(answer.path("body").asText());
    }

    private static void ended(JsonNode run, String runId, String status) {
        assertThat(run.path("runId").asText()).as(run.toString()).isEqualTo(runId);
        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo(status);
    }

    private int stored() {
        return Math.toIntExact(sandbox.report().credits().stored());
    }

    @ParameterizedTest
    @MethodSource("dev.imconnector.cli.template.EventsTest#all")
    void is_answered_as_its_name_says(Path file) throws IOException {
        var name = file.getFileName().toString().replace(".json", "");
        switch (name) {
            case "push-schedule" -> {
                ended(drive(name), NIGHT, "COMPLETED");
                assertThat(stored()).isEqualTo(2);
            }
            case "push-task" -> {
                ended(drive(name), NIGHT, "COMPLETED");
                var requests = sandbox.report().requests().total();
                ended(drive("push-schedule"), NIGHT, "COMPLETED");
                assertThat(sandbox.report().requests().total()).isEqualTo(requests);
            }
            case "push-on-demand" -> {
                export("late-credits.csv", GOOD.replace("A-", "LATE-"));
                var run = drive(name);
                ended(run, "push-2026-11-22-late", "COMPLETED");
                assertThat(run.path("requestedBy").asText()).isEqualTo("payroll@example.com");
                assertThat(run.path("input")).hasSize(1);
                assertThat(stored()).isEqualTo(2);
            }
            case "push-dry-run" -> {
                var run = drive(name);
                ended(run, "check-2026-11-22", "COMPLETED");
                assertThat(run.path("dryRun").asBoolean()).isTrue();
                assertThat(run.path("toSend").asInt()).isEqualTo(2);
                assertThat(run.path("totals").toString()).contains("TO_SEND");
                assertThat(sandbox.report().requests().total()).isZero();
            }
            case "push-retry" -> {
                export("credits.csv", GOOD + "A-3,cut");
                ended(drive("push-schedule"), NIGHT, "FAILED");
                export("credits.csv", GOOD);
                ended(drive(name), NIGHT, "COMPLETED");
                assertThat(stored()).isEqualTo(2);
            }
            case "pull-schedule", "pull-task" -> pulled(drive(name));
            case "pull-retry" -> {
                sandbox.set("fault", "always status 404");
                ended(drive("pull-schedule"), "pull-results-2026-11-22", "FAILED");
                sandbox.set("fault", "");
                pulled(drive(name));
            }
            case "pull-on-demand" -> {
                var run = drive(name);
                ended(run, "pull-q4-emea", "COMPLETED");
                assertThat(run.path("rows").asInt()).isPositive();
                assertThat(run.path("output").asText()).contains("/results/participants/pull-q4-emea/");
            }
            case "reconcile-schedule" -> {
                ended(drive("push-schedule"), NIGHT, "COMPLETED");
                compared(drive(name), "reconcile-2026-11-22", 0);
            }
            case "reconcile-on-demand" -> compared(drive(name), "reconcile-week-47", 2);
            case "reconcile-retry" -> {
                sandbox.set("fault", "always status 404");
                ended(drive("reconcile-schedule"), "reconcile-2026-11-22", "FAILED");
                sandbox.set("fault", "");
                compared(drive(name), "reconcile-2026-11-22", 2);
            }
            case "write-credits" -> {
                var result = http(name, 200).path("results").path(0);
                assertThat(result.path("sourceRef").asText()).isEqualTo("CRM-2026-0004711");
                assertThat(result.path("outcome").asText()).isEqualTo("CREATED");
                assertThat(stored()).isEqualTo(1);
            }
            case "write-quota", "write-quota-whole", "write-participant" ->
                assertThat(http(name, 200).path("outcome").asText()).isEqualTo("CHANGED");
            case "write-pipeline-run" ->
                assertThat(http(name, 202).path("runId").asText()).isEqualTo("50000000000000001");
            case "write-pipeline-cancel" ->
                assertThat(http(name, 501).path("error").asText()).isEqualTo("OPERATION_MISSING");
            case "read-connection" ->
                assertThat(http(name, 200).path("ok").asBoolean()).isTrue();
            case "read-participants" ->
                assertThat(http(name, 200).path("value")).isNotEmpty();
            case "read-pipeline-run" -> {
                drive("write-pipeline-run");
                assertThat(http(name, 200).path("runId").asText()).isEqualTo("50000000000000001");
            }
            case "read-run" -> {
                assertThat(http(name, 404).path("error").asText()).isEqualTo("RUN_UNKNOWN");
                var run = "{\"runId\":\"push-2026-03-01\",\"credits\":\"" + uri("exports/2026-11-22/") + "\"}";
                ended(drive(handlerOf("push-"), run), "push-2026-03-01", "COMPLETED");
                ended(http(name, 200), "push-2026-03-01", "COMPLETED");
            }
            default -> throw new AssertionError("events/" + name + ".json: say here what is to come of it");
        }
    }

    private static void compared(JsonNode run, String runId, int missing) {
        ended(run, runId, "COMPLETED");
        assertThat(run.path("read").asInt()).isEqualTo(2);
        assertThat(run.at("/differences/missing").asInt()).as(run.toString()).isEqualTo(missing);
    }

    private static void pulled(JsonNode run) {
        ended(run, "pull-results-2026-11-22", "COMPLETED");
        assertThat(run.path("rows").asInt()).isPositive();
    }
}
