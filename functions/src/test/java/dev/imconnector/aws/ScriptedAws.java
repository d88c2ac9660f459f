package dev.imconnector.aws;

import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The SDK's real clients against a scripted server, with its standard retries but no wait before them. */
public final class ScriptedAws {

    private ScriptedAws() {}

    public static AwsClients clients(ScriptedServer server) {
        return new AwsClients(
                Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.port()),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                () -> AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build());
    }

    /** An error as S3 gives it. */
    static Reply s3Error(int status, String code) {
        return Reply.of(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                        .formatted(code, code + " of the scripted S3"));
    }

    /** An error as Secrets Manager and Systems Manager give it. */
    static Reply jsonError(int status, String type, String message) {
        return Reply.of(
                status,
                "application/x-amz-json-1.1",
                "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
    }

    /** A listing of at most one object. */
    static Reply listing(String contents) {
        return Reply.of(
                200,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><IsTruncated>false</IsTruncated>"
                        + "<EncodingType>url</EncodingType>" + contents + "</ListBucketResult>");
    }
}
