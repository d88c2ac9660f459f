package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each route of the HTTP API through the gateway, with what it takes and with what it does not. */
class HttpApiIT {

    private final Application app = Stack.application();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base = app.description().at("/restApis/ImApi").asText();

    HttpApiIT() {
        app.withCredentials();
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    private record Answer(int status, JsonNode body) {}

    private Answer send(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Content-Type", "application/json")
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), AwsCalls.json(response.body()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private Answer get(String path) {
        return send("GET", path, null);
    }

    private void assertRefused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body().path("error").asText()).isEqualTo(code);
        assertThat(answer.body().path("message").asText()).isNotEmpty();
        assertThat(answer.body().path("requestId").asText()).isNotEmpty();
    }

    @Test
    void a_credit_push_that_is_started_ends_as_a_record_that_GET_runs_shows() {
        var night = Exports.night();
        app.put(night.key("credits.csv"), night.csv(12));

        var started = send(
                "POST",
                "/credit-pushes",
                "{\"credits\":\"s3://" + app.bucket() + "/" + night.key("credits.csv") + "\"}");

        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        var path = started.body().path("path").asText();
        assertThat(path).isEqualTo("/runs/" + started.body().path("runId").asText());
        var run = Application.await(
                "the run's end",
                () -> get(path),
                answer -> answer.status() == 200
                        && answer.body().path("status").asText().equals("COMPLETED"));
        assertThat(run.body().path("created").asInt()).isEqualTo(12);
        assertThat(run.body().path("requestedBy").asText()).isNotEmpty();
    }

    @Test
    void a_credit_push_of_a_file_elsewhere_ends_FAILED_and_sends_nothing() {
        var started = send("POST", "/credit-pushes", "{\"credits\":\"s3://elsewhere/credits.csv\"}");
        assertThat(started.status()).isEqualTo(202);

        var run = Application.await(
                "the execution's end",
                () -> app.calls()
                        .call(
                                "states",
                                "AWSStepFunctions.ListExecutions",
                                java.util.Map.of("stateMachineArn", app.id("CreditPushWorkflow")))
                        .path("executions")
                        .path(0),
                execution -> !execution.path("status").asText().equals("RUNNING"));
        assertThat(run.path("status").asText()).isEqualTo("FAILED");
        assertThat(app.execution(run.path("executionArn").asText())
                        .path("error")
                        .asText())
                .isEqualTo("LOCATION_NOT_ALLOWED");
    }

    @Test
    void a_run_that_is_not_there_is_404() {
        assertRefused(404, "RUN_UNKNOWN", get("/runs/no-such-run"));
    }

    @Test
    void credits_sent_inline_have_an_outcome_each() {
        var ref = "API-" + UUID.randomUUID();
        var good = "{\"sourceRef\":\"" + ref
                + "\",\"participantId\":\"P-00001\",\"transactionDate\":\"2026-03-01\",\"amount\":1.10,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}";

        var created = send("POST", "/credits", "{\"value\":[" + good + "]}");
        assertThat(created.status()).as(created.toString()).isEqualTo(200);
        assertThat(created.body().at("/results/0/outcome").asText()).isEqualTo("CREATED");
        assertThat(app.im().credit(ref)).isPresent();

        var again = send("POST", "/credits", "{\"value\":[" + good + "]}");
        assertThat(again.body().at("/results/0/outcome").asText()).isEqualTo("ALREADY_PRESENT");

        var rejected = send("POST", "/credits", "{\"value\":[" + good.replace("EUR", "EURO") + "]}");
        assertThat(rejected.status()).as(rejected.toString()).isEqualTo(422);
        assertThat(rejected.body().at("/results/0/outcome").asText()).isEqualTo("REJECTED");
    }

    @Test
    void a_body_that_is_none_is_refused_in_the_one_shape_of_errors() {
        for (var route : java.util.List.of("/credits", "/credit-pushes", "/pipeline-runs")) {
            var answer = send("POST", route, "[1,");
            assertThat(answer.status()).as(route + answer).isEqualTo(400);
            assertThat(answer.body().path("message").asText()).isNotEmpty();
        }
    }

    @Test
    void a_quota_is_replaced_and_changed_and_an_unknown_field_is_refused() {
        var id = app.im() == null
                ? ""
                : get("/quotas?$top=1").body().at("/value/0/quotaId").asText();
        assertThat(id).isNotEmpty();

        var changed = send("PATCH", "/quotas/" + id, "{\"targetAmount\":12345.67}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);

        var row = get("/quotas?$filter=quotaId%20eq%20'" + id + "'").body().at("/value/0");
        assertThat(row.path("targetAmount").decimalValue()).isEqualByComparingTo("12345.67");

        var replaced = send("PUT", "/quotas/" + id, row.toString());
        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);

        assertThat(send("PATCH", "/quotas/" + id, "{}").status()).isEqualTo(400);
        assertThat(send("PATCH", "/quotas/no-such-quota", "{\"targetAmount\":1}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_participant_is_changed_and_one_that_is_not_there_is_404() {
        var id = get("/participants?$top=1").body().at("/value/0/participantId").asText();

        var changed = send("PATCH", "/participants/" + id, "{\"region\":\"EMEA\"}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);

        assertThat(send("PATCH", "/participants/P-99999999", "{\"region\":\"EMEA\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_pipeline_run_is_started_and_looked_up() {
        var started = send("POST", "/pipeline-runs", "{\"pipelineId\":\"PIPE-1\",\"periodId\":\"2026-03\"}");
        assertThat(started.status()).as(started.toString()).isEqualTo(202);

        var run = get(started.body().path("path").asText());
        assertThat(run.status()).as(run.toString()).isEqualTo(200);

        assertRefused(404, "PIPELINE_RUN_UNKNOWN", get("/pipeline-runs/no-such-run"));
    }

    @Test
    void every_list_gives_a_page_and_a_next_one_and_refuses_options_that_it_does_not_know() {
        for (var entity :
                java.util.List.of("results", "participants", "comp-plans", "quotas", "credits", "pipeline-runs")) {
            var page = get("/" + entity + "?$top=1");
            assertThat(page.status()).as(entity + page).isEqualTo(200);
            assertThat(page.body().path("value").isArray()).as(entity + page).isTrue();

            assertThat(get("/" + entity + "?$no-such-option=1").status())
                    .as(entity)
                    .isEqualTo(400);
        }
        var next = get("/results?$top=2").body().path("nextLink").asText();
        assertThat(next).startsWith("/results?next=");
        assertThat(get(next).body().path("value")).hasSize(2);
        assertThat(get("/results?next=Zm9yZ2Vk").status()).isEqualTo(400);
    }

    @Test
    void the_connection_is_checked_step_by_step() {
        var good = get("/connection");
        assertThat(good.status()).as(good.toString()).isEqualTo(200);
        assertThat(good.body().path("ok").asBoolean()).as(good.toString()).isTrue();
    }
}
