package dev.imconnector.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** LocalStack as a process on this machine, installed at its first use. */
final class ProcessStack implements StackEndpoint {

    private static final long LONGEST_START_MINUTES = 5;
    private static final int KEPT_LINES = 20;

    private final Process process;
    private final int port;

    private ProcessStack(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @throws StackUnavailableException when it cannot be installed or started here */
    static ProcessStack start() throws StackUnavailableException {
        try {
            var port = freePort();
            var process = new ProcessBuilder(script().toString(), "run", String.valueOf(port))
                    .redirectErrorStream(true)
                    .start();
            var stack = new ProcessStack(process, port);
            stack.awaitReady();
            return stack;
        } catch (IOException e) {
            throw new StackUnavailableException("LocalStack could not be started: " + e.getMessage());
        }
    }

    private static Path script() throws StackUnavailableException {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var script = folder.resolve(".ci/localstack");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new StackUnavailableException("there is no .ci/localstack above this folder");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws StackUnavailableException {
        var ready = new CompletableFuture<Void>();
        var reader = new Thread(() -> readOutput(ready), "localstack-output");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.get(LONGEST_START_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new StackUnavailableException(e.getCause().getMessage());
        } catch (TimeoutException e) {
            close();
            throw new StackUnavailableException("LocalStack was not ready after " + LONGEST_START_MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new StackUnavailableException("interrupted while LocalStack started");
        }
    }

    /** To its end, or the process would stand still once the pipe is full. */
    private void readOutput(CompletableFuture<Void> ready) {
        var last = new ArrayDeque<String>();
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.strip().equals("Ready.")) {
                    ready.complete(null);
                }
                last.add(line);
                if (last.size() > KEPT_LINES) {
                    last.remove();
                }
            }
            ready.completeExceptionally(new IOException("LocalStack did not start: " + String.join("\n", last)));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
