package dev.imconnector.aws;

import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * An OAuth client's credentials in AWS Secrets Manager: a text {@code {"client_id": …, "client_secret": …}} in the
 * version with the stage AWSCURRENT. Keeps nothing. Thread-safe.
 */
public final class SecretsManagerCredentials implements ClientCredentialsSource {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    private final SecretsManagerClient client;
    private final String secretId;
    private final Clock clock;

    /**
     * @param client does the retries; not closed by this source
     * @param secretId the secret's name or ARN
     * @param clock tells how long is left until a deadline
     */
    public SecretsManagerCredentials(SecretsManagerClient client, String secretId, Clock clock) {
        this.client = client;
        this.secretId = secretId;
        this.clock = clock;
    }

    @Override
    public ClientCredentials read(Deadline deadline) throws InterruptedException {
        var left = deadline.remaining(clock);
        if (left.isZero()) {
            throw SecretProblems.noTimeLeft(secretId);
        }
        var secret = fetch(left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL);
        var content = SecretContent.parse(secret.secretString(), secretId);
        return new ClientCredentials(
                content.clientId(),
                content.clientSecret(),
                secret.versionId(),
                Optional.ofNullable(secret.createdDate()));
    }

    private GetSecretValueResponse fetch(Duration timeout) throws InterruptedException {
        try {
            return client.getSecretValue(request -> request.secretId(secretId)
                    .versionStage("AWSCURRENT")
                    .overrideConfiguration(call -> call.apiCallTimeout(timeout)));
        } catch (SdkException e) {
            var failure = AwsFailure.of(e);
            if (failure.kind() == AwsFailure.Kind.INTERRUPTED && Thread.interrupted()) {
                throw new InterruptedException("Interrupted while reading the secret '" + secretId + "'");
            }
            throw SecretProblems.of(secretId, failure, e);
        }
    }
}
