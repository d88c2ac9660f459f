package dev.imconnector.cli.stack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The IM sandbox as a process that lives on when {@code im} has ended. Its folder remembers which process it is. */
public final class BackgroundSandbox {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Path folder;
    private final int port;

    /** @param folder where its process id and log are kept */
    public BackgroundSandbox(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it unless it runs, and waits until it answers; without a wish it speaks the course's dialect. */
    public void start() throws IOException, InterruptedException {
        if (process().isEmpty()) {
            start("course");
        }
    }

    /**
     * Has it speak a dialect, and waits until it answers: one that speaks another is stopped, and forgets what it held.
     *
     * @param dialect as {@code im sandbox} knows it
     */
    public void start(String dialect) throws IOException, InterruptedException {
        var running = process();
        if (running.isPresent()) {
            if (Files.exists(dialectFile()) && Files.readString(dialectFile()).equals(dialect)) {
                return;
            }
            stop();
            awaitEnd(running.get());
        }
        Files.createDirectories(folder);
        // Under nohup: it must outlive the terminal.
        var process = new ProcessBuilder(List.of(
                        "nohup",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.imconnector.cli.Im",
                        "sandbox",
                        "--port",
                        String.valueOf(port),
                        "--dialect",
                        dialect))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        awaitAnswer(process);
        var started = process.info().startInstant().map(Object::toString).orElse("");
        Files.writeString(pidFile(), process.pid() + " " + started);
        Files.writeString(dialectFile(), dialect);
    }

    private static void awaitEnd(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw LocalAwsException.notHere("The IM sandbox that ran did not end", e);
        }
    }

    private void awaitAnswer(Process process) throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var looks = LONGEST_START.dividedBy(BETWEEN_LOOKS);
        for (long look = 0; look < looks && process.isAlive(); look++) {
            try {
                client.send(HttpRequest.newBuilder(url("/_sandbox/report")).build(), BodyHandlers.discarding());
                return;
            } catch (ConnectException e) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
        process.destroy();
        throw LocalAwsException.notHere("The IM sandbox did not start: " + Files.readString(log()), null);
    }

    /** Ends it. @return whether it ran */
    public boolean stop() throws IOException {
        var process = process();
        process.ifPresent(ProcessHandle::destroy);
        Files.deleteIfExists(pidFile());
        return process.isPresent();
    }

    /** By id and start time, because the id may belong to another process by now. */
    private Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        var remembered = Files.readString(pidFile()).strip().split(" ", 2);
        return ProcessHandle.of(Long.parseLong(remembered[0]))
                .filter(process -> process.info()
                        .startInstant()
                        .map(Object::toString)
                        .orElse("")
                        .equals(remembered.length > 1 ? remembered[1] : ""));
    }

    private Path pidFile() {
        return folder.resolve("sandbox.pid");
    }

    private Path dialectFile() {
        return folder.resolve("sandbox.dialect");
    }

    private Path log() {
        return folder.resolve("sandbox.log");
    }
}
