package dev.imconnector.cli.killed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of {@code im} in a process of its own, started as the wrapper does it. For use by one thread. */
final class ImProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;
    private final long startedAt = System.nanoTime();

    private ImProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param name of the two files in the folder that take what it prints; what an earlier one printed there is gone */
    static ImProcess start(Path folder, String name, Map<String, String> environment, List<String> words)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Those of the wrapper for short commands: a process that is killed lives no longer than one.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.console=java.base",
                "-Dim.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.imconnector.cli.Im"));
        command.addAll(words);
        var out = folder.resolve(name + ".out");
        var err = folder.resolve(name + ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ImProcess(builder.start(), out, err);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, which nobody can take. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param name such as {@code TERM} */
    void signal(String name) throws IOException, InterruptedException {
        var status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0 && process.isAlive()) {
            throw new AssertionError("kill -" + name + " ended with " + status);
        }
    }

    /** @return whether it has ended by then */
    boolean endsWithin(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What it ended with: 137 after SIGKILL. @throws IllegalThreadStateException while it is alive */
    int status() {
        return process.exitValue();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
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
