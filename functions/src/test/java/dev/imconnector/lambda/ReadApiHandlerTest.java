package dev.imconnector.lambda;

import static dev.imconnector.lambda.ApiScenario.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reads of the HTTP API. */
class ReadApiHandlerTest {

    private static final String PARTICIPANTS = API + "/participants";

    @TempDir
    Path folder;

    private ApiScenario scenario;
    private ReadApiHandler handler;

    @BeforeEach
    void start() {
        scenario = new ApiScenario(folder, ClientRole.READER, Map.of());
        handler = new ReadApiHandler(scenario.connector, RunMetrics.NONE);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    private ApiScenario.Answer run(String encoded) {
        return scenario.request("GET", "/runs/{runId}")
                .parameter("runId", encoded)
                .send(handler);
    }

    @Test
    void a_run_s_record_is_shown_as_it_is_stored() {
        var run = RunRecord.begin(
                new RunId("push-2026-03-01"), RunKind.CREDIT_PUSH, "anna", "1.0", scenario.clock.instant());
        scenario.connector.runRecords().begin(run, "owner", Duration.ofSeconds(60));

        var answer = run("push-2026-03-01");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ApiScenario.json(scenario.runs().resolve("push-2026-03-01/run.json")));
        assertThat(answer.body().get("status").asText()).isEqualTo("RUNNING");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void a_run_that_is_not_there_is_answered_404() {
        var answer = run("push-2026-03-02");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("RUN_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fsecrets", "a%2Fb", ".hidden", "", "%00", "a%20b", "%2E%2E"})
    void a_run_id_that_could_leave_its_folder_is_answered_400(String encoded) {
        var answer = run(encoded);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("RUN_ID_INVALID");
    }

    @Test
    void a_connection_that_works_shows_its_steps() {
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[]}"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("ok").asBoolean()).isTrue();
        assertThat(answer.body().get("steps").findValuesAsText("name")).containsExactly("token", "participant");
    }

    @Test
    void a_connection_that_breaks_names_the_step_and_the_fix() {
        scenario.im.always(PARTICIPANTS, Reply.json(403, "{}"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("ok").asBoolean()).isFalse();
        assertThat(answer.body().at("/steps/0/ok").asBoolean()).isTrue();
        assertThat(answer.body().at("/steps/1/error/code").asText()).isEqualTo("IM_FORBIDDEN");
        assertThat(answer.body().at("/steps/1/error/fix").asText()).contains("scope");
    }

    @Test
    void a_secret_that_im_refuses_breaks_the_first_step() {
        scenario.im.always(ApiScenario.TOKEN, Reply.oauthError(401, "invalid_client", "unknown"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.body().get("steps")).hasSize(1);
        assertThat(answer.body().at("/steps/0/error/code").asText()).isEqualTo("CLIENT_REJECTED");
        assertThat(answer.body().toString()).doesNotContain("canary");
    }
}
