package dev.imconnector.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The local AWS of {@code local-aws/stack}, on a port of its own, installed at its first use. */
final class ProcessStack implements StackEndpoint {

    private final LocalAws aws;

    private ProcessStack(LocalAws aws) {
        this.aws = aws;
    }

    /**
     * @param settings of the tool
     * @throws StackUnavailableException when what it needs is not here; the reason is on this terminal
     */
    static ProcessStack start(Map<String, String> settings) throws StackUnavailableException {
        var aws = new LocalAws(repository(), freePort(), settings);
        try {
            var up = aws.attempt("up");
            if (up.status() == LocalAws.SOMETHING_MISSING) {
                throw new StackUnavailableException("local-aws/stack misses something (see above)");
            }
            if (up.status() != 0) {
                throw new IllegalStateException("LocalStack did not start, see above");
            }
            return new ProcessStack(aws);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackUnavailableException("interrupted while LocalStack started");
        }
    }

    /** The folder above this one that holds the template. */
    static Path repository() {
        var folder = Path.of("").toAbsolutePath();
        while (!folder.resolve("template.yaml").toFile().isFile()) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port is free on this machine", e);
        }
    }

    LocalAws aws() {
        return aws;
    }

    @Override
    public URI uri() {
        return aws.endpoint();
    }

    @Override
    public void close() {
        try {
            aws.attempt("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
