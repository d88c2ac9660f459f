package dev.imconnector.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Makes the clients of the SDK, each when it is first asked for, once. Thread-safe. */
final class SdkClients {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Of a small request and answer, with all attempts. */
    private static final Duration SMALL_CALL = Duration.ofSeconds(15);

    /** Of 8 MiB one way, with all attempts. */
    private static final Duration LARGE_CALL = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Supplier<AwsCredentialsProvider> credentials;
    private final Supplier<RetryStrategy> retries;
    private final Lazy<S3Client> s3 = new Lazy<>(this::makeS3);
    private final Lazy<SecretsManagerClient> secretsManager = new Lazy<>(this::makeSecretsManager);
    private final Lazy<SsmClient> ssm = new Lazy<>(this::makeSsm);

    SdkClients(
            Map<String, String> environment,
            Supplier<AwsCredentialsProvider> credentials,
            Supplier<RetryStrategy> retries) {
        this.environment = environment;
        this.credentials = new Lazy<>(credentials);
        this.retries = retries;
    }

    /** With the credentials that the SDK finds, and its standard retries. */
    static SdkClients of(Map<String, String> environment) {
        return of(environment, () -> DefaultCredentialsProvider.builder().build());
    }

    static SdkClients of(Map<String, String> environment, Supplier<AwsCredentialsProvider> credentials) {
        return new SdkClients(environment, credentials, AwsRetryStrategy::standardRetryStrategy);
    }

    S3Client s3() {
        return s3.get();
    }

    SecretsManagerClient secretsManager() {
        return secretsManager.get();
    }

    SsmClient ssm() {
        return ssm.get();
    }

    /**
     * Addresses buckets by path when an endpoint is set, because a local S3 has no host name for each. Sends bodies
     * at once: waiting for "100 Continue" costs a round trip a part, and 5 s with a server or proxy that never says
     * it.
     */
    private S3Client makeS3() {
        return configure(S3Client.builder(), "S3", LARGE_CALL)
                .serviceConfiguration(
                        S3Configuration.builder().expectContinueEnabled(false).build())
                .forcePathStyle(endpoint("S3").isPresent())
                .build();
    }

    private SecretsManagerClient makeSecretsManager() {
        return configure(SecretsManagerClient.builder(), "SECRETS_MANAGER", SMALL_CALL)
                .build();
    }

    private SsmClient makeSsm() {
        return configure(SsmClient.builder(), "SSM", SMALL_CALL).build();
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
            B builder, String service, Duration wholeCall) {
        builder.credentialsProvider(credentials.get())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retries.get())
                        .apiCallTimeout(wholeCall)
                        .build())
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .build());
        Optional.ofNullable(environment.get("AWS_REGION")).map(Region::of).ifPresent(builder::region);
        endpoint(service).ifPresent(builder::endpointOverride);
        return builder;
    }

    private Optional<URI> endpoint(String service) {
        return Stream.of("AWS_ENDPOINT_URL_" + service, "AWS_ENDPOINT_URL")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(url -> !url.isBlank())
                .findFirst()
                .map(URI::create);
    }
}
