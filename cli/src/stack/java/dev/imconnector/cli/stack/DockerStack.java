package dev.imconnector.cli.stack;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container. */
final class DockerStack implements StackEndpoint {

    /** The last version that needs no account; .ci/localstack installs the same. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private final LocalStackContainer container;

    private DockerStack(LocalStackContainer container) {
        this.container = container;
    }

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static DockerStack start() {
        var container = new LocalStackContainer(IMAGE).withServices("s3", "secretsmanager", "ssm");
        container.start();
        return new DockerStack(container);
    }

    @Override
    public URI uri() {
        return container.getEndpoint();
    }

    @Override
    public void close() {
        container.stop();
    }
}
