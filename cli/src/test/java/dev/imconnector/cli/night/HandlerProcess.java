package dev.imconnector.cli.night;

import dev.imconnector.app.Platform;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.Workers;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.time.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One invocation of the push or the pull in a process of its own, which can be killed, frozen and woken. */
public final class HandlerProcess implements AutoCloseable {

    private static final Duration LONGEST_TEST = Duration.ofSeconds(60);

    private final Process process;
    private final Path home;
    private final Path answer;
    private final Path log;

    private HandlerProcess(Process process, Path home, Path answer, Path log) {
        this.process = process;
        this.home = home;
        this.answer = answer;
        this.log = log;
    }

    /** @param name of the files that it leaves in the night's folder */
    public static HandlerProcess push(Night night, String name, String event) throws IOException {
        return start("push", night.environment(), night, name, event, Duration.ofMinutes(15));
    }

    /** @param name of the files that it leaves in the night's folder */
    public static HandlerProcess pull(Night night, String name, String event, Duration time) throws IOException {
        return start("pull", night.readersEnvironment(), night, name, event, time);
    }

    private static HandlerProcess start(
            String handler, Map<String, String> environment, Night night, String name, String event, Duration time)
            throws IOException {
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
                HandlerProcess.class.getName(),
                handler,
                night.home().resolve("clock").toString(),
                answer.toString(),
                event,
                String.valueOf(time.toMillis())));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new HandlerProcess(builder.start(), night.home(), answer, log);
    }

    /** {@code push|pull CLOCK ANSWER EVENT MILLISECONDS}. */
    public static void main(String[] arguments) throws IOException {
        var clock = SharedClock.in(Path.of(arguments[1]));
        var platform = new Platform(
                clock,
                duration -> Thread.sleep(Math.max(0, duration.toMillis())),
                SecureRandom::new,
                (connect, request) -> new ApacheHttpExchange(connect, request, clock),
                Workers::threads,
                Signal::latch);
        var handler = arguments[0].equals("push")
                ? Handlers.push(System.getenv(), platform)
                : Handlers.pull(System.getenv(), platform, RunMetrics.NONE);
        var answer = new Invocation(Integer.parseInt(arguments[4])).call(handler, arguments[3]);
        Files.writeString(Path.of(arguments[2]), answer);
    }

    /** Waits until something has come true. @throws AssertionError when the process ends before, or a minute passes */
    public HandlerProcess until(BooleanSupplier condition) throws InterruptedException {
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

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP, at a moment at which it holds no folder of the run: else whoever overtakes it would wait for that first. */
    HandlerProcess freeze() throws IOException, InterruptedException {
        signal("STOP");
        while (holdsAFolder()) {
            signal("CONT");
            signal("STOP");
        }
        return this;
    }

    private boolean holdsAFolder() throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : files.filter(each -> each.endsWith(".lock")).toList()) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                        var lock = channel.tryLock()) {
                    if (lock == null) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** SIGCONT. */
    HandlerProcess wake() throws IOException, InterruptedException {
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
    public RunRecord answer() throws IOException, InterruptedException, TimeoutException {
        if (!process.waitFor(LONGEST_TEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("No answer within a minute: " + text(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("It ended with " + process.exitValue() + ": " + text(log));
        }
        return RunRecords.json().readValue(Files.readAllBytes(answer), RunRecord.class);
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
