package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.imconnector.aws.AwsClients;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The stacks that all these tests share, each started by the first test that needs it. */
final class Stack {

    private static StackEndpoint services;
    private static Application application;
    private static String unavailable;
    private static RuntimeException broken;

    private Stack() {}

    private static final boolean IS_REAL_ACCOUNT = "true".equals(System.getenv("STACK_TESTS_ACCOUNT"));

    /** Of the real account by {@code AWS_REGION}; anywhere else it does not matter. */
    static String region() {
        return IS_REAL_ACCOUNT ? System.getenv().getOrDefault("AWS_REGION", "") : "eu-central-1";
    }

    /**
     * Clients of services alone: with {@code STACK_TESTS_ACCOUNT=true} of a real account, by the SDK's own settings; else of what {@code AWS_ENDPOINT_URL} names, else of the local AWS, else of LocalStack in
     * Docker. Without any the test is skipped with the reason; in CI it fails.
     */
    static synchronized AwsClients clients() {
        if (IS_REAL_ACCOUNT) {
            return new AwsClients(System.getenv());
        }
        return new AwsClients(
                Map.of("AWS_REGION", region(), "AWS_ENDPOINT_URL", endpoint().toString()),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** The deployed application. Without a local AWS the test is skipped with the reason; in CI it fails. */
    static synchronized Application application() {
        if (application == null && unavailable == null && broken == null) {
            try {
                application = Application.deploy();
                Runtime.getRuntime().addShutdownHook(new Thread(application::close));
            } catch (StackUnavailableException e) {
                unavailable = e.getMessage();
            } catch (RuntimeException e) {
                broken = e;
            }
        }
        if (broken != null) {
            throw new AssertionError("The application could not be deployed", broken);
        }
        return application == null ? without("No local AWS to deploy into: " + unavailable) : application;
    }

    private static URI endpoint() {
        if (services == null) {
            var named = System.getenv().getOrDefault("AWS_ENDPOINT_URL", "");
            services = named.isBlank() ? ours() : new NamedStack(URI.create(named));
        }
        return services.uri();
    }

    private static StackEndpoint ours() {
        if (unavailable != null && DockerStack.isPossible()) {
            var docker = DockerStack.start();
            Runtime.getRuntime().addShutdownHook(new Thread(docker::close));
            return docker;
        }
        return new NamedStack(application().uri());
    }

    private static <T> T without(String reason) {
        return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
}
