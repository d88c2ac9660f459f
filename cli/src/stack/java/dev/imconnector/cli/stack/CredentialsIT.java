package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The deployed push with its OAuth client's secret in every state that a secret can be in. */
class CredentialsIT {

    private static final String FUNCTION = "PushCreditsFunction";

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    CredentialsIT() {
        app.withCredentials();
        app.put(night.key("credits.csv"), night.csv(60));
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    private void assertFailsWith(String code, String detail) {
        var answer = app.invoke(FUNCTION, night.input());

        assertThat(answer.path("status").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()
                        + answer.at("/error/fix").asText())
                .contains(detail);
        assertThat(app.im().credit(night.ref(1))).isEmpty();
    }

    @Test
    void a_secret_rotated_in_the_middle_of_a_push_is_read_again_and_the_push_ends() {
        app.environment(FUNCTION, Map.of("IM_BATCH_SIZE", "1", "IM_MAX_IN_FLIGHT", "1"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 100);
        var execution = app.start("CreditPushWorkflow", night.input());
        Application.await("the first credit", () -> app.im().credit(night.ref(1)), Optional::isPresent);

        var rotated = new SandboxClient(SandboxClient.WRITER.id(), "after-the-rotation", Set.of("im.write"));
        app.im().putClient(rotated);
        app.putSecret("WriterClientSecretId", rotated);
        app.im().revokeTokens();

        assertThat(Application.succeeded(app.end(execution)).path("created").asInt())
                .isEqualTo(60);
        assertThat(app.run(night.runId()).path("tokenFetches").asInt()).isEqualTo(2);
        assertThat(String.join("\n", app.log(FUNCTION)))
                .doesNotContain("after-the-rotation")
                .doesNotContain(SandboxClient.WRITER.secret());
    }

    @Test
    void a_secret_that_is_no_JSON_fails_the_run_and_is_not_quoted() {
        app.putSecret("WriterClientSecretId", "s3cr3t-and-no-json");
        app.forgetWarm(FUNCTION);

        assertFailsWith("SECRET_UNREADABLE", "client_secret");
        assertThat(String.join("\n", app.log(FUNCTION))).doesNotContain("s3cr3t-and-no-json");
    }

    @Test
    void a_secret_that_does_not_exist_is_named() {
        app.environment(FUNCTION, Map.of("IM_CLIENT_SECRET_ID", "no-such-secret"));

        assertFailsWith("SECRET_MISSING", "no-such-secret");
    }

    @Test
    void a_secret_that_the_role_may_not_read_asks_for_the_permission() {
        app.forgetWarm(FUNCTION);
        app.gate()
                .rule(call -> call.action().equals("secretsmanager.GetSecretValue")
                        ? Optional.of(AwsGate.Refusal.json("AccessDeniedException", "not authorized"))
                        : Optional.empty());

        assertFailsWith("SECRET_DENIED", "secretsmanager:GetSecretValue");
    }

    @Test
    void a_failed_run_goes_on_once_the_secret_is_right() {
        app.putSecret("WriterClientSecretId", "{}");
        app.forgetWarm(FUNCTION);
        assertFailsWith("SECRET_EMPTY", "client_id");

        app.putSecret("WriterClientSecretId", SandboxClient.WRITER);
        var retry = app.succeed(
                "CreditPushWorkflow", "{\"scheduledTime\":\"" + night.scheduledTime() + "\",\"retry\":true}");

        assertThat(retry.path("created").asInt()).isEqualTo(60);
    }

    @Test
    void the_rotations_function_tests_a_pending_secret_and_puts_it_in_force() {
        var next = new SandboxClient(SandboxClient.WRITER.id(), "made-by-a-person", Set.of("im.write"));
        var secret = app.output("WriterClientSecretId");
        var pending = app.secretsManager()
                .putSecretValue(request -> request.secretId(secret)
                        .secretString(
                                "{\"client_id\":\"" + next.id() + "\",\"client_secret\":\"" + next.secret() + "\"}")
                        .versionStages("AWSPENDING"))
                .versionId();

        assertThat(rotate("testSecret", secret, pending).has("errorMessage"))
                .as("IM does not know it yet")
                .isTrue();
        app.im().putClient(next);
        for (var step : java.util.List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
            var answer = rotate(step, secret, pending);
            assertThat(answer.has("errorMessage")).as(answer.toString()).isFalse();
        }

        assertThat(app.secretsManager()
                        .getSecretValue(request -> request.secretId(secret))
                        .versionId())
                .isEqualTo(pending);
    }

    private com.fasterxml.jackson.databind.JsonNode rotate(String step, String secret, String version) {
        return app.invoke(
                "RotateClientSecretFunction",
                "{\"Step\":\"" + step + "\",\"SecretId\":\"" + secret + "\",\"ClientRequestToken\":\"" + version
                        + "\"}");
    }
}
