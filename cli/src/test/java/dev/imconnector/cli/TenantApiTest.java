package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API with a tenant behind it. */
class TenantApiTest {

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private ImSandbox im;
    private LocalApi api;

    @BeforeEach
    void start() {
        im = ImSandbox.start(
                SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0),
                Clock.systemUTC());
        var environment = new HashMap<String, String>();
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        api = new ApiCommand(new Console(nowhere, nowhere, false, Map.copyOf(environment), folder)).start();
    }

    @AfterEach
    void stop() {
        api.close();
        im.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.url() + path));
        return http.send(
                body == null
                        ? request.GET().build()
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return RunRecords.json().readTree(answer.body());
    }

    @Test
    void results_come_page_by_page_with_how_each_stands() throws Exception {
        var rows = new ArrayList<JsonNode>();
        for (var path = "/results?$top=40&$filter=period/name%20eq%20'2026-02'".replace("'", "%27"); path != null; ) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            json(answer).get("value").forEach(rows::add);
            path = json(answer).path("nextLink").textValue();
        }

        assertThat(rows).hasSize(84).extracting(row -> row.get("paymentSeq")).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.get("status").textValue()).contains("POSTED", "TRIAL");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("periodId").textValue()).isEqualTo("2026-02"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "participants",
                "comp-plans",
                "quotas",
                "credits",
                "pipeline-runs",
                "sales-transactions",
                "periods",
                "positions"
            })
    void each_kind_of_rows_is_there(String entity) throws Exception {
        var answer = get("/" + entity + "?$top=3");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("value").size()).isBetween(0, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "results?$filter=status%20eq%20%27APPROVED%27, postPipelineRun",
        "participants?$select=participantId, payeeId",
        "credits?$orderby=sourceRef, salesOrder",
    })
    void a_field_of_another_IM_is_400_with_the_name_to_use(String path, String name) throws Exception {
        var answer = get("/" + path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("FIELD_NOT_OFFERED", name);
        assertThat(im.report().requests().of("GET /payments")).isZero();
    }

    @Test
    void a_pipeline_is_started_once_and_its_state_is_shown() throws Exception {
        im.set("pipeline-seconds", "3600");
        var body = "{\"stage\":\"CompensateAndPay\",\"period\":\"2026-03\"}";

        var started = send("POST", "/pipeline-runs", body);
        var again = send("POST", "/pipeline-runs", body);

        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        var run = get("/pipeline-runs/" + json(started).get("runId").textValue());
        assertThat(json(run).get("state").textValue()).isEqualTo("RUNNING");
        assertThat(json(run).get("imState").textValue()).isEqualTo("Pending");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .contains("PIPELINE_RUNNING", json(started).get("runId").textValue());
    }

    @ParameterizedTest
    @CsvSource({"error-200, 422, PIPELINE_REFUSED", "error-500, 502, PIPELINE_RUN_LOST", "started-500, 202, runId"})
    void how_a_start_ended_is_told_as_far_as_it_is_known(String how, int status, String words) throws Exception {
        im.set("run-start", how);

        var answer = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"drop-after, 202", "drop-before, 502"})
    void a_start_whose_answer_was_lost_is_looked_for(String fault, int status) throws Exception {
        im.set("fault", "next 1 " + fault + " on write:pipelines");

        var answer = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(im.report().requests().of("POST /pipelines")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"participants/P0000001", "quotas/Q1"})
    void what_a_tenant_cannot_do_is_told_and_nothing_is_sent(String path) throws Exception {
        var answer = send("PATCH", "/" + path, "{\"description\":\"x\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(501);
        assertThat(answer.body()).contains("OPERATION_MISSING");
        assertThat(im.report().requests().total()).isZero();
    }

    @Test
    void the_connection_is_checked_by_all_that_the_reader_must_read() throws Exception {
        var steps = json(get("/connection")).get("steps").findValuesAsText("name");

        assertThat(steps)
                .isEqualTo(List.of(
                        "token",
                        "calendars",
                        "payments",
                        "participants",
                        "periods",
                        "credits",
                        "salesTransactions",
                        "pipelines"));
    }
}
