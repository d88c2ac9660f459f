package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.imconnector.aws.AwsClients;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The one stack that all these tests share, started by the first of them. */
final class Stack {

    private static StackEndpoint started;
    private static String unavailable;

    private Stack() {}

    /** Clients of the stack. Without one the test is skipped with the reason; in CI it fails. */
    static AwsClients clients() {
        return new AwsClients(
                Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ENDPOINT_URL",
                        endpoint().toString()),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    private static synchronized URI endpoint() {
        if (started == null && unavailable == null) {
            try {
                started = start();
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            } catch (StackUnavailableException e) {
                unavailable = e.getMessage();
            }
        }
        if (started == null) {
            var reason =
                    "No stack to test against: AWS_ENDPOINT_URL is not set, there is no Docker, and " + unavailable;
            return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
        }
        return started.uri();
    }

    private static StackEndpoint start() throws StackUnavailableException {
        var named = System.getenv().getOrDefault("AWS_ENDPOINT_URL", "");
        if (!named.isBlank()) {
            return new NamedStack(URI.create(named));
        }
        return DockerStack.isPossible() ? DockerStack.start() : ProcessStack.start();
    }
}
