package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.aws.SecretsManagerCredentials;
import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretsManagerCredentialsIT {

    private final Clock clock = Clock.systemUTC();
    private final String secretId = "im/writer-" + UUID.randomUUID();
    private SecretsManagerClient client;
    private SecretsManagerCredentials credentials;

    @BeforeEach
    void connect() {
        client = Stack.clients().secretsManager();
        credentials = new SecretsManagerCredentials(client, secretId, clock);
    }

    @AfterEach
    void deleteSecret() {
        try {
            client.deleteSecret(request -> request.secretId(secretId).forceDeleteWithoutRecovery(true));
        } catch (ResourceNotFoundException e) {
            // The test made none.
        }
    }

    private Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), clock);
    }

    private String put(String secret) {
        return client.putSecretValue(request -> request.secretId(secretId)
                        .secretString("{\"client_id\":\"im-writer\",\"client_secret\":\"" + secret + "\"}"))
                .versionId();
    }

    private void assertRefused(String code, String why) {
        assertThatThrownBy(() -> credentials.read(deadline()))
                .isInstanceOfSatisfying(
                        CredentialsException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    @Test
    void a_secret_that_does_not_exist_is_missing() {
        assertRefused("SECRET_MISSING", "there is no such secret");
    }

    @Test
    void a_secret_without_a_value_is_empty() {
        client.createSecret(request -> request.name(secretId));

        assertRefused("SECRET_EMPTY", "it has no value yet");
    }

    @Test
    void the_version_in_force_is_read_each_time() throws InterruptedException {
        client.createSecret(request -> request.name(secretId));

        var first = put("one");
        var read = credentials.read(deadline());
        assertThat(read.versionId()).isEqualTo(first);
        assertThat(read.clientId()).isEqualTo("im-writer");
        assertThat(read.version().createdAt().orElseThrow())
                .isBetween(Instant.now().minusSeconds(600), Instant.now());

        var second = put("two");
        assertThat(credentials.read(deadline()).versionId()).isEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void a_version_that_is_only_pending_is_not_read() throws InterruptedException {
        client.createSecret(request -> request.name(secretId));
        var current = put("one");
        client.putSecretValue(request ->
                request.secretId(secretId).secretString("not in force yet").versionStages("AWSPENDING"));

        assertThat(credentials.read(deadline()).versionId()).isEqualTo(current);
    }

    @Test
    void a_secret_marked_for_deletion_says_so() {
        client.createSecret(request -> request.name(secretId));
        put("one");
        client.deleteSecret(request -> request.secretId(secretId).recoveryWindowInDays(7L));

        assertRefused("SECRET_MISSING", "marked for deletion");
    }
}
