package dev.imconnector.aws;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients of the AWS SDK, each with bounded times: 2 s to connect, 10 s without a byte, three attempts (the SDK's
 * standard retries), and an end to it all. Each is made when it is first asked for, and kept, for a second one would
 * have threads of its own. Thread-safe.
 *
 * <p>Until then no class of the SDK is loaded, which a cold start on files alone would pay for: so this class has
 * neither a field of the SDK's types nor a lambda that returns one.
 */
public final class AwsClients {

    private final Lazy<SdkClients> clients;

    /**
     * Clients with the credentials that the SDK finds.
     *
     * @param environment {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} and the {@code AWS_ENDPOINT_URL_<service>} are
     *     taken from here; what is not here, the SDK looks for itself
     */
    public AwsClients(Map<String, String> environment) {
        var copy = Map.copyOf(environment);
        this.clients = new Lazy<>(() -> SdkClients.of(copy));
    }

    /** @param credentials asked when the first client is made */
    public AwsClients(Map<String, String> environment, Supplier<AwsCredentialsProvider> credentials) {
        var copy = Map.copyOf(environment);
        this.clients = new Lazy<>(() -> SdkClients.of(copy, credentials));
    }

    AwsClients(
            Map<String, String> environment,
            Supplier<AwsCredentialsProvider> credentials,
            Supplier<RetryStrategy> retries) {
        this.clients = new Lazy<>(() -> new SdkClients(environment, credentials, retries));
    }

    public S3Client s3() {
        return clients.get().s3();
    }

    public SecretsManagerClient secretsManager() {
        return clients.get().secretsManager();
    }

    public SsmClient ssm() {
        return clients.get().ssm();
    }
}
