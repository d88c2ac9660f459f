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
        api = api(im.apiUrl(), SandboxClient.WRITER, SandboxClient.READER);
    }

    private LocalApi api(URI address, SandboxClient writer, SandboxClient reader) {
        var environment = new HashMap<String, String>();
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", address.toString());
        environment.put("ICM_CLIENT_ID", writer.id());
        environment.put("ICM_CLIENT_SECRET", writer.secret());
        environment.put("ICM_READER_CLIENT_ID", reader.id());
        environment.put("ICM_READER_CLIENT_SECRET", reader.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new ApiCommand(new Console(nowhere, nowhere, false, Map.copyOf(environment), folder)).start();
    }

    /** Pipelines are those of legacy tenants. */
    private void startLegacy() {
        api.close();
        api = api(im.legacyUrl().orElseThrow(), SandboxClient.WRITER, SandboxClient.READER);
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
            strings = {"participants", "comp-plans", "quotas", "credits", "sales-transactions", "periods", "positions"})
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
        startLegacy();
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
        startLegacy();
        im.set("run-start", how);

        var answer = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"drop-after, 202", "drop-before, 502"})
    void a_start_whose_answer_was_lost_is_looked_for(String fault, int status) throws Exception {
        startLegacy();
        im.set("fault", "next 1 " + fault + " on write:pipelines");

        var answer = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(im.report().requests().of("POST /pipelines")).isEqualTo(1);
    }

    private String startedRun() throws Exception {
        startLegacy();
        im.set("pipeline-seconds", "3600");
        var started = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return "/pipeline-runs/" + json(started).get("runId").textValue();
    }

    private static void assertOutcome(HttpResponse<String> answer, String outcome, String state) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("outcome").textValue()).isEqualTo(outcome);
        assertThat(json(answer).get("state").textValue()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "tcmp-60255"})
    void a_pipeline_is_cancelled_once_however_often_it_is_asked_for(String answered) throws Exception {
        var run = startedRun();
        im.set("cancel-answer", answered);

        assertOutcome(send("DELETE", run, ""), "CANCELLED", "FAILED");
        assertOutcome(send("DELETE", run, ""), "CANCELLED", "FAILED");

        assertThat(im.report().requests().of("DELETE /pipelines({seq})")).isEqualTo(1);
        assertThat(json(get(run)).get("status").textValue()).isEqualTo("Cancel");
    }

    @ParameterizedTest
    @CsvSource({"refused, 422, PIPELINE_CANCEL_REFUSED", "later, 200, CANCELLING"})
    void a_cancel_that_does_not_end_the_run_says_so(String answered, int status, String words) throws Exception {
        var run = startedRun();
        im.set("cancel-answer", answered);

        var answer = send("DELETE", run, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(json(get(run)).get("state").textValue()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @CsvSource({
        "drop-after, 1",
        "status-after 500, 1",
        "status-after 504, 1",
        "cut-body, 1",
        "drop-before, 2",
        "status 503, 2",
        "html, 2",
        "garbage, 2"
    })
    void a_cancel_whose_answer_was_lost_is_settled_by_the_run(String fault, int sent) throws Exception {
        var run = startedRun();
        im.set("fault", "next 1 " + fault + " on write:pipelines");

        assertOutcome(send("DELETE", run, ""), "CANCELLED", "FAILED");

        assertThat(im.report().requests().of("DELETE /pipelines({seq})")).isEqualTo(sent);
    }

    @Test
    void a_cancel_that_nobody_answers_is_said_to_be_lost() throws Exception {
        var run = startedRun();
        im.set("fault", "next 3 drop-before on write:pipelines");

        var answer = send("DELETE", run, "");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("PIPELINE_CANCEL_LOST", "Send it again");
        assertOutcome(send("DELETE", run, ""), "CANCELLED", "FAILED");
    }

    @Test
    void a_run_that_has_ended_or_is_not_there_is_not_cancelled() throws Exception {
        startLegacy();
        im.set("pipeline-seconds", "0");
        var started = send("POST", "/pipeline-runs", "{\"stage\":\"Pay\",\"period\":\"2026-03\"}");

        assertOutcome(
                send("DELETE", "/pipeline-runs/" + json(started).get("runId").textValue(), ""), "ENDED", "SUCCEEDED");
        var unknown = send("DELETE", "/pipeline-runs/12345678901234567", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("PIPELINE_RUN_UNKNOWN");
        assertThat(send("DELETE", "/pipeline-runs/none", "").statusCode()).isEqualTo(400);
        assertThat(im.report().requests().of("DELETE /pipelines({seq})")).isZero();
    }

    @Test
    void who_may_only_read_cancels_nothing() throws Exception {
        var run = startedRun();
        api.close();
        api = api(im.legacyUrl().orElseThrow(), SandboxClient.READER, SandboxClient.READER);

        var answer = send("DELETE", run, "");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(get(run)).get("state").textValue()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH  | participants/P0000001 | {\"status\":\"INACTIVE\"} | 501 | they have no status | set terminationDate, and effectiveEndDate",
                "PATCH  | quotas/Q1 | {\"targetAmount\":5} | 501 | a quota here is a definition (name, calendar, unit) | among the plan's values: change them in IM, or with its file loader",
                "PUT    | quotas/Q1 | {\"targetAmount\":5} | 501 | has no amount of a person | change them in IM",
                "POST   | pipeline-runs | {\"stage\":\"Pay\",\"period\":\"2026-03\"} | 501 | another service (/cng-pipeline) | Do it in IM itself",
                "DELETE | pipeline-runs/17 | '' | 501 | another service (/cng-pipeline) | Do it in IM itself",
                "GET    | pipeline-runs | | 400 | shows no pipeline-runs | Use one of",
                "GET    | pipeline-runs/17 | | 400 | shows no pipeline-runs | Use one of",
                "GET    | results?$filter=status%20eq%20%27APPROVED%27 | | 400 | no field status, which the filter names | Name postPipelineRun instead",
                "GET    | participants?$filter=status%20eq%20%27ACTIVE%27 | | 400 | no field status, which the filter names | Name terminationDate instead",
                "GET    | quotas?$filter=participantId%20eq%20%27P1%27 | | 400 | no field participantId | Leave it out",
                "GET    | quotas?$filter=targetAmount%20gt%205 | | 400 | no field targetAmount | Leave it out",
                "GET    | quotas?$select=periodId | | 400 | no field periodId, which the selection names | Leave it out",
                "GET    | credits?$orderby=amount%20desc | | 400 | no field amount, which the order names | Name value instead",
            })
    void what_a_tenant_cannot_do_is_told_with_what_to_do_and_nothing_is_sent(
            String method, String path, String body, int status, String why, String instead) throws Exception {
        var answer = send(method, "/" + path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("message").textValue()).contains(why).containsPattern("[Nn]othing was sent");
        assertThat(json(answer).get("fix").textValue()).contains(instead);
        assertThat(im.report().requests().total()).isZero();
    }

    @Test
    void the_connection_is_checked_by_all_that_the_reader_must_read() throws Exception {
        var steps = json(get("/connection")).get("steps").findValuesAsText("name");

        assertThat(steps)
                .isEqualTo(List.of(
                        "token", "calendars", "payments", "participants", "periods", "credits", "salesTransactions"));
        startLegacy();
        assertThat(json(get("/connection")).get("steps").findValuesAsText("name"))
                .contains("pipelines");
    }
}
