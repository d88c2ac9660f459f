package dev.imconnector.aws;

import static dev.imconnector.aws.ScriptedAws.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsManagerCredentialsTest {

    private final ScriptedServer server = new ScriptedServer();
    private final SettableClock clock = new SettableClock();
    private final SecretsManagerCredentials credentials =
            new SecretsManagerCredentials(ScriptedAws.clients(server).secretsManager(), "im/writer", clock);

    @AfterEach
    void close() {
        server.close();
    }

    private Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), clock);
    }

    private static Reply secret(String text) {
        var quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return value("\"SecretString\":\"" + quoted + "\"");
    }

    private static Reply value(String member) {
        return Reply.of(
                200,
                "application/x-amz-json-1.1",
                "{\"Name\":\"im/writer\",\"VersionId\":\"v-1\",\"CreatedDate\":1772338500.5," + member + "}");
    }

    @Test
    void the_current_version_is_read_each_time() throws InterruptedException {
        server.next(
                "/",
                secret("{\"client_id\":\"im-writer\",\"client_secret\":\"s3cret\"}"),
                secret("{\"client_id\":\"im-writer-2\",\"client_secret\":\"s3cret\",\"comment\":1}"));

        var first = credentials.read(deadline());
        var second = credentials.read(deadline());

        assertThat(first.clientId()).isEqualTo("im-writer");
        assertThat(first.versionId()).isEqualTo("v-1");
        assertThat(first.version().createdAt()).hasValue(Instant.parse("2026-03-01T04:15:00.500Z"));
        assertThat(second.clientId()).isEqualTo("im-writer-2");
        assertThat(server.requests("/").get(0).body())
                .contains("\"SecretId\":\"im/writer\"", "\"VersionStage\":\"AWSCURRENT\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                                | SECRET_EMPTY      | its text is empty
            {}                                                | SECRET_EMPTY      | its client_id is missing or empty
            {"client_id":"hunter2"}                           | SECRET_EMPTY      | its client_secret is missing or empty
            {"client_id":"a","client_secret":" "}             | SECRET_EMPTY      | its client_secret is missing or empty
            {"client_id":null,"client_secret":"hunter2"}      | SECRET_EMPTY      | its client_id is missing or empty
            hunter2                                           | SECRET_UNREADABLE | it is not JSON
            {"client_secret":"hunter2"                        | SECRET_UNREADABLE | it is not JSON
            {"client_id":"a","client_id":"b"}                 | SECRET_UNREADABLE | it is not JSON
            {"client_id":"a","client_secret":"b"} hunter2     | SECRET_UNREADABLE | it is not JSON
            "hunter2"                                         | SECRET_UNREADABLE | it is not a JSON object
            {"client_id":"a","client_secret":42}              | SECRET_UNREADABLE | its client_secret is not a string
            {"client_id":{"hunter2":1},"client_secret":"b"}   | SECRET_UNREADABLE | its client_id is not a string
            """)
    void wrong_content_is_described_and_never_quoted(String text, String code, String why) {
        server.next("/", secret(text));

        assertThatThrownBy(() -> credentials.read(deadline())).isInstanceOfSatisfying(CredentialsException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).isEqualTo("The secret 'im/writer' cannot be used: " + why);
            assertThat(e.problem().fix()).contains("\"client_id\": \"…\"");
            assertThat(e.retryable()).isFalse();
            assertThat(e).hasNoCause();
            assertThat(e.toString() + e.problem()).doesNotContain("hunter2");
        });
    }

    @Test
    void a_binary_secret_is_refused() {
        server.next("/", value("\"SecretBinary\":\"aHVudGVyMg==\""));

        assertThatThrownBy(() -> credentials.read(deadline())).hasMessageContaining("it is binary");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | ResourceNotFoundException   | Secrets Manager can't find the specified secret value for staging label: AWSCURRENT | SECRET_EMPTY | it has no value yet
            400 | ResourceNotFoundException   | Secrets Manager can't find the specified secret. | SECRET_MISSING     | there is no such secret
            400 | InvalidRequestException     | the secret was marked for deletion               | SECRET_MISSING     | marked for deletion
            400 | AccessDeniedException       | User is not authorized to perform this           | SECRET_DENIED      | HTTP 400 AccessDeniedException
            400 | AccessDeniedException       | Access to KMS is not allowed                     | SECRET_KEY_DENIED  | its KMS key may not be used
            400 | DecryptionFailure           | cannot decrypt                                   | SECRET_KEY_DENIED  | its KMS key may not be used
            400 | UnrecognizedClientException | The security token is invalid                    | SECRET_DENIED      | UnrecognizedClientException
            400 | InvalidParameterException   | wrong                                            | SECRET_UNREADABLE  | HTTP 400 InvalidParameterException
            """)
    void what_the_service_refuses_has_a_code_and_is_not_tried_again(
            int status, String type, String message, String code, String why) {
        server.next("/", jsonError(status, type, message));

        assertThatThrownBy(() -> credentials.read(deadline())).isInstanceOfSatisfying(CredentialsException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).contains(why);
            assertThat(e.problem().fix()).isNotEmpty();
            assertThat(e.retryable()).isFalse();
        });
    }

    @Test
    void throttling_is_tried_again_and_if_it_stays_so_it_may_pass_later() throws InterruptedException {
        var throttled = jsonError(400, "ThrottlingException", "Rate exceeded");
        server.next("/", throttled, secret("{\"client_id\":\"a\",\"client_secret\":\"b\"}"))
                .always("/", throttled);

        assertThat(credentials.read(deadline()).clientId()).isEqualTo("a");
        assertThatThrownBy(() -> credentials.read(deadline())).isInstanceOfSatisfying(CredentialsException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("SECRET_UNREACHABLE");
            assertThat(e.retryable()).isTrue();
        });
    }

    @Test
    void the_deadline_ends_the_call() {
        server.always("/", Reply.stall());

        assertThatThrownBy(() -> credentials.read(Deadline.after(Duration.ofMillis(200), clock)))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("SECRET_UNREACHABLE");
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void a_deadline_that_has_passed_sends_nothing() {
        assertThatThrownBy(() -> credentials.read(new Deadline(clock.instant())))
                .hasMessageContaining("no time is left");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_interrupt_ends_the_call() {
        server.always("/", Reply.stall());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> credentials.read(deadline())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
