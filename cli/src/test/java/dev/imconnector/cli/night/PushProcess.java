package dev.imconnector.cli.night;

import dev.imconnector.app.Platform;
import dev.imconnector.http.JdkHttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One invocation of the push in a process of its own, which can be killed, frozen and woken. */
final class PushProcess implements AutoCloseable {

    private static final Duration LONGEST_TEST = Duration.ofSeconds(60);

    private final Process process;
    private final Path answer;
    private final Path log;

    private PushProcess(Process process, Path answer, Path log) {
        this.process = process;
        this.answer = answer;
        this.log = log;
    }

    /** @param name of the files that it leaves in the night's folder */
    static PushProcess start(Night night, String name, String event) throws IOException {
        var answer = night.home().resolve(name + ".json");
        var log = night.home().resolve(name + ".log");
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                PushProcess.class.getName(),
                night.home().resolve("clock").toString(),
                answer.toString(),
                event));
        builder.environment().putAll(night.environment());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new PushProcess(builder.start(), answer, log);
    }

    public static void main(String[] arguments) throws IOException {
        var clock = SharedClock.in(Path.of(arguments[0]));
        var platform = new Platform(
                clock,
                duration -> Thread.sleep(Math.max(0, duration.toMillis())),
                SecureRandom::new,
                (connect, request) -> new JdkHttpExchange(connect, request, clock),
                Workers::threads);
        var handler = Handlers.push(System.getenv(), platform);
        var answer = Path.of(arguments[1]);
        try (var out = Files.newOutputStream(answer)) {
            handler.handleRequest(
                    new java.io.ByteArrayInputStream(arguments[2].getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    out,
                    Invocation.of(Duration.ofMinutes(15)));
        }
    }

    /** Waits until something has come true. @throws AssertionError when the process ends before, or a minute passes */
    PushProcess until(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + LONGEST_TEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (process.waitFor(2, TimeUnit.MILLISECONDS) && !condition.getAsBoolean()) {
                throw new AssertionError("It ended first: " + text(log));
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to that within a minute: " + text(log));
            }
        }
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP. */
    PushProcess freeze() throws IOException, InterruptedException {
        signal("STOP");
        return this;
    }

    /** SIGCONT. */
    PushProcess wake() throws IOException, InterruptedException {
        signal("CONT");
        return this;
    }

    private void signal(String name) throws IOException, InterruptedException {
        var status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + name + " ended with " + status);
        }
    }

    /** What it answered in the end. */
    RunRecord answer() throws IOException, InterruptedException, TimeoutException {
        if (!process.waitFor(LONGEST_TEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("No answer within a minute: " + text(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("It ended with " + process.exitValue() + ": " + text(log));
        }
        return Night.record(Files.readAllBytes(answer));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
