package dev.imconnector.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.oauth.StagedCredentials;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * An OAuth client's credentials in AWS Secrets Manager, by their stages: AWSCURRENT is in force, AWSPENDING is to follow,
 * AWSPREVIOUS was before, which Secrets Manager moves by itself. Keeps nothing. Thread-safe.
 */
public final class SecretsManagerStages implements StagedCredentials {

    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    private final SecretsManagerClient client;
    private final String secretId;
    private final Clock clock;

    /**
     * @param client does the retries; not closed here
     * @param secretId the secret's name or ARN
     * @param clock tells how long is left until a deadline
     */
    public SecretsManagerStages(SecretsManagerClient client, String secretId, Clock clock) {
        this.client = client;
        this.secretId = secretId;
        this.clock = clock;
    }

    @Override
    public Stages stages() throws InterruptedException {
        var secret = call("DescribeSecret", () -> client.describeSecret(request -> request.secretId(secretId)));
        return new Stages(versionWith(secret, CURRENT), versionWith(secret, PENDING));
    }

    private static Optional<String> versionWith(DescribeSecretResponse secret, String stage) {
        return secret.versionIdsToStages().entrySet().stream()
                .filter(version -> version.getValue().contains(stage))
                .map(version -> version.getKey())
                .findFirst();
    }

    @Override
    public ClientCredentials read(String versionId, Deadline deadline) throws InterruptedException {
        var left = deadline.remaining(clock);
        if (left.isZero()) {
            throw SecretProblems.noTimeLeft(secretId);
        }
        var secret = call(
                "GetSecretValue",
                () -> client.getSecretValue(request -> request.secretId(secretId)
                        .versionId(versionId)
                        .overrideConfiguration(call -> call.apiCallTimeout(left))));
        var content = SecretContent.parse(secret.secretString(), secretId);
        return new ClientCredentials(
                content.clientId(), content.clientSecret(), versionId, Optional.ofNullable(secret.createdDate()));
    }

    @Override
    public void putPending(String versionId, String clientId, String secret) throws InterruptedException {
        var content = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", clientId)
                .put("client_secret", secret)
                .toString();
        call(
                "PutSecretValue",
                () -> client.putSecretValue(request -> request.secretId(secretId)
                        .clientRequestToken(versionId)
                        .secretString(content)
                        .versionStages(PENDING)));
    }

    @Override
    public void makeCurrent(String versionId, Optional<String> instead) throws InterruptedException {
        call(
                "UpdateSecretVersionStage",
                () -> client.updateSecretVersionStage(request -> request.secretId(secretId)
                        .versionStage(CURRENT)
                        .moveToVersionId(versionId)
                        .removeFromVersionId(instead.orElse(null))));
    }

    @Override
    public void unmarkPending(String versionId) throws InterruptedException {
        call(
                "UpdateSecretVersionStage",
                () -> client.updateSecretVersionStage(request ->
                        request.secretId(secretId).versionStage(PENDING).removeFromVersionId(versionId)));
    }

    private <T> T call(String action, Supplier<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (SdkException e) {
            var failure = AwsFailure.of(e);
            if (failure.kind() == AwsFailure.Kind.INTERRUPTED && Thread.interrupted()) {
                throw new InterruptedException("Interrupted during " + action + " of the secret '" + secretId + "'");
            }
            throw problem(action, failure, e);
        }
    }

    private CredentialsException problem(String action, AwsFailure failure, SdkException e) {
        return failure.kind() == AwsFailure.Kind.DENIED
                ? SecretProblems.denied(secretId, action, failure)
                : SecretProblems.of(secretId, failure, e);
    }
}
