package dev.imconnector.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecords;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SimulatedSecretsManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four steps of a rotation, as Secrets Manager and {@code im rotate} call them. */
class ClientSecretRotationHandlerTest {

    private static final String PARTICIPANTS = "/successfactors/im/participants";

    private final SimulatedSecretsManager secrets = new SimulatedSecretsManager();
    private final ScriptedServer im = new ScriptedServer();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void awsCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @BeforeEach
    void given() {
        environment.putAll(secrets.environment());
        environment.put("IM_TOKEN_URL", im.uri("/oauth/token").toString());
        environment.put("IM_API_URL", im.uri("/successfactors/im").toString());
        environment.put("IM_WRITER_SECRET_ID", "arn:writer");
        environment.put("IM_READER_SECRET_ID", "arn:reader");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("RUNS_LOCATION", "file:///runs/");
        secrets.current("v1", "client", "old-secret");
        im.always(
                "/oauth/token",
                request -> request.form().get("client_secret").equals("new-secret")
                        ? Reply.token("t", 1_800)
                        : Reply.oauthError(401, "invalid_client", "no"));
        im.always(PARTICIPANTS, Reply.json("{\"value\":[]}"));
    }

    @AfterEach
    void close() {
        im.close();
        secrets.close();
    }

    private JsonNode step(String step, String secretId, String versionId) {
        var event = RunRecords.json()
                .createObjectNode()
                .put("Step", step)
                .put("SecretId", secretId)
                .put("ClientRequestToken", versionId);
        return call(event.toString());
    }

    private JsonNode call(String event) {
        var handler = new ClientSecretRotationHandler(environment, RunMetrics.NONE);
        try {
            return RunRecords.json()
                    .readTree(Invocation.of(Duration.ofSeconds(30)).call(handler, event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fails(String step, String secretId, String versionId, String code) {
        assertThatThrownBy(() -> step(step, secretId, versionId))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code))
                .hasMessageNotContaining("secret\"");
    }

    private void allSteps(String secretId, String versionId) {
        step("createSecret", secretId, versionId);
        step("setSecret", secretId, versionId);
        step("testSecret", secretId, versionId);
        step("finishSecret", secretId, versionId);
    }

    @Test
    void a_pending_version_is_tested_and_put_in_force_and_the_old_one_stays() {
        secrets.pending("v2", "client", "new-secret");

        allSteps("arn:writer", "v2");

        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v2");
        assertThat(secrets.version("AWSPREVIOUS")).isEqualTo("v1");
        assertThat(secrets.version("AWSPENDING")).isNull();
        assertThat(im.count(PARTICIPANTS)).isZero();
    }

    @Test
    void the_version_in_force_is_checked_without_any_change() {
        secrets.current("v1", "client", "new-secret");

        var answer = call("{\"Step\":\"checkSecret\",\"SecretId\":\"arn:reader\"}");

        assertThat(answer.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(answer.path("versionId").asText()).isEqualTo("v1");
        assertThat(im.count(PARTICIPANTS)).isEqualTo(1);
        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
    }

    @Test
    void a_version_in_force_that_is_refused_is_answered_with_what_to_do() {
        var answer = call("{\"Step\":\"checkSecret\",\"SecretId\":\"arn:writer\"}");

        assertThat(answer.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/error/code").asText()).isEqualTo("CLIENT_REJECTED");
        assertThat(answer.at("/error/fix").asText()).isNotEmpty();
    }

    @Test
    void a_reader_reads_one_participant_with_it_before() {
        secrets.pending("v2", "client", "new-secret");

        step("testSecret", "arn:reader", "v2");

        assertThat(im.count(PARTICIPANTS)).isEqualTo(1);
        assertThat(im.requests("/oauth/token").get(0).form()).containsEntry("scope", "im.read");
        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
    }

    @Test
    void a_scope_of_ones_own_is_asked_for() {
        environment.put("IM_WRITE_SCOPE", "credits.write");
        secrets.pending("v2", "client", "new-secret");

        step("testSecret", "arn:writer", "v2");

        assertThat(im.requests("/oauth/token").get(0).form()).containsEntry("scope", "credits.write");
    }

    @Test
    void every_step_may_be_repeated_at_any_time() {
        secrets.pending("v2", "client", "new-secret");
        for (var step : new String[] {"createSecret", "setSecret", "testSecret", "finishSecret"}) {
            step(step, "arn:writer", "v2");
            step(step, "arn:writer", "v2");
        }

        allSteps("arn:writer", "v2");

        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v2");
        assertThat(secrets.version("AWSPREVIOUS")).isEqualTo("v1");
    }

    @Test
    void a_step_that_died_after_the_stage_was_moved_is_finished_by_the_next() {
        secrets.pending("v2", "client", "new-secret").current("v2", "client", "new-secret");

        step("finishSecret", "arn:writer", "v2");

        assertThat(secrets.version("AWSPENDING")).isNull();
        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v2");
    }

    @Test
    void a_secret_that_fetches_no_token_is_never_put_in_force_not_even_by_the_last_step_alone() {
        secrets.pending("v2", "client", "wrong-secret");

        fails("testSecret", "arn:writer", "v2", "CLIENT_REJECTED");
        fails("finishSecret", "arn:writer", "v2", "CLIENT_REJECTED");

        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
        assertThat(secrets.version("AWSPENDING")).isEqualTo("v2");
        assertThat(im.count("/oauth/token")).isEqualTo(2);
    }

    @Test
    void a_reader_that_may_not_read_is_not_put_in_force() {
        im.always(PARTICIPANTS, Reply.json(403, "{}"));
        secrets.pending("v2", "client", "new-secret");

        fails("finishSecret", "arn:reader", "v2", "IM_FORBIDDEN");

        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
    }

    /** Whose every resource is readable but those of these names. */
    private void tenant(String api, String... refused) {
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_API_URL", im.uri(api).toString());
        for (var resource : List.of(
                "calendars", "salesOrders", "salesTransactions", "eventTypes", "unitTypes", "periods", "pipelines")) {
            im.always(
                    api + "/" + resource,
                    List.of(refused).contains(resource)
                            ? Reply.json(403, "{\"message\":\"TCMP_09012:E: no access\"}")
                            : Reply.json("{\"" + resource + "\":[]}"));
        }
    }

    private JsonNode checkOfTheWriter() {
        return call("{\"Step\":\"checkSecret\",\"SecretId\":\"arn:writer\"}");
    }

    @Test
    void a_tenants_writer_reads_one_row_of_all_that_it_needs() {
        tenant("/api/v2");

        var answer = checkOfTheWriter();

        assertThat(answer.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(answer.path("reads"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "calendars",
                        "salesOrders",
                        "salesTransactions",
                        "eventTypes",
                        "unitTypes",
                        "periods",
                        "pipelines");
    }

    @Test
    void all_that_its_role_lacks_is_named_at_once() {
        tenant("/api/v2", "salesOrders", "periods");

        var answer = checkOfTheWriter();

        assertThat(answer.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/error/code").asText()).isEqualTo("IM_FORBIDDEN");
        assertThat(answer.at("/error/message").asText())
                .startsWith("IM does not let this client read salesOrders, periods: GET /api/v2/salesOrders");
        assertThat(answer.at("/error/fix").asText()).contains("a role");
    }

    @Test
    void where_there_are_no_tokens_a_password_is_tried_by_a_read_before_it_is_put_in_force() {
        tenant("/api/v2");
        environment.remove("IM_TOKEN_URL");
        im.always("/api/v2/calendars", Reply.json(401, "{}"));
        secrets.pending("v2", "client", "wrong-secret");

        fails("finishSecret", "arn:writer", "v2", "IM_UNAUTHORIZED");

        assertThat(secrets.version("AWSCURRENT")).isEqualTo("v1");
    }

    @Test
    void the_address_of_a_tenant_without_a_dialect_is_an_error_before_the_first_request() {
        tenant("/mtsvc/tcmp/rest/v2");
        environment.remove("IM_DIALECT");

        var answer = checkOfTheWriter();

        assertThat(answer.at("/error/code").asText()).isEqualTo("SETTING_MISSING");
        assertThat(answer.at("/error/message").asText()).contains("/mtsvc/tcmp/rest/v2", "hyperscaler", "dialect");
        assertThat(answer.at("/error/fix").asText()).startsWith("Set dialect to tenant");
        assertThat(im.requests()).isEmpty();
    }

    @Test
    void who_says_course_means_it_whatever_the_address() {
        tenant("/api/v2");
        environment.put("IM_DIALECT", "course");
        secrets.current("v1", "client", "new-secret");

        assertThat(checkOfTheWriter().path("outcome").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void without_a_pending_version_there_is_nothing_to_rotate_to() {
        fails("createSecret", "arn:writer", "v2", "NOTHING_TO_ROTATE");
        fails("finishSecret", "arn:writer", "v2", "NOTHING_TO_ROTATE");
        secrets.pendingWithoutValue("v2");
        fails("createSecret", "arn:writer", "v2", "NOTHING_TO_ROTATE");
        secrets.pending("v3", "client", "new-secret");
        fails("testSecret", "arn:writer", "v2", "NOTHING_TO_ROTATE");

        assertThat(secrets.calls("UpdateSecretVersionStage")).isZero();
        assertThat(im.requests()).isEmpty();
    }

    @Test
    void any_other_secret_and_any_other_event_is_refused() {
        fails("testSecret", "arn:other", "v2", "EVENT_INVALID");
        fails("dropSecret", "arn:writer", "v2", "EVENT_INVALID");
        assertThatThrownBy(() -> call("{}")).isInstanceOf(EventException.class);
        assertThat(secrets.calls("GetSecretValue")).isZero();
    }
}
