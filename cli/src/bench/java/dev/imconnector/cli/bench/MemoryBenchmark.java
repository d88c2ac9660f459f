package dev.imconnector.cli.bench;

import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much memory a push needs: the peak of the live heap, which is what is left after a full collection, asked for five
 * times a second. {@code MemoryBenchmark [ROWS…]}: each number of rows in a JVM of its own with {@code -Xmx96m}, against
 * a sandbox in another process.
 */
public final class MemoryBenchmark {

    private static final String MOST = "-Xmx96m";
    private static final int BYTES_PER_ROW = 16;

    private MemoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        if (arguments.length > 0 && arguments[0].equals("child")) {
            push(Integer.parseInt(arguments[1]));
            return;
        }
        var few = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        var small = measured(few);
        var large = measured(many);
        var allowed = 1.1 * small + (double) BYTES_PER_ROW * many;
        System.out.printf(
                Locale.ROOT,
                "Peak of the live heap: %.1f MB for %d rows, %.1f MB for %d, allowed %.1f MB: ratio %.3f%n",
                small / 1e6,
                few,
                large / 1e6,
                many,
                allowed / 1e6,
                large / allowed);
    }

    /** Runs a push in a JVM of its own; the peak of its live heap in bytes. */
    private static long measured(int rows) throws Exception {
        var home = Files.createTempDirectory("memory-benchmark");
        try (var im = SandboxProcess.start().anew("rate-limit=0")) {
            var file = Credits.write(home.resolve("credits.csv"), rows);
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var classPath = System.getProperty("java.class.path");
            var builder = new ProcessBuilder(List.of(
                    java,
                    MOST,
                    "-XX:+UseSerialGC",
                    PeakAlive.LEAVE_NO_GAPS,
                    "-cp",
                    classPath,
                    MemoryBenchmark.class.getName(),
                    "child",
                    Integer.toString(rows)));
            builder.environment()
                    .putAll(Map.of(
                            "IM_TOKEN_URL", im.tokenUrl().toString(),
                            "IM_API_URL", im.apiUrl().toString(),
                            "ICM_CLIENT_ID", SandboxClient.WRITER.id(),
                            "ICM_CLIENT_SECRET", SandboxClient.WRITER.secret(),
                            "IM_REQUESTS_PER_MINUTE", "0",
                            "CREDITS_LOCATION", file.toUri().toString(),
                            "RUNS_LOCATION", home.resolve("runs").toUri() + "/"));
            var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || im.seen().stored() != rows) {
                throw new IllegalStateException("The push of " + rows + " rows did not bring them all in: " + answer);
            }
            System.out.print(answer);
            var last = answer.strip().lines().reduce((one, other) -> other).orElseThrow();
            return Long.parseLong(last.replaceAll(".*live heap ([0-9]+).*", "$1"));
        } finally {
            PushBenchmark.delete(home);
        }
    }

    private static void push(int rows) throws IOException {
        var peak = new PeakAlive();
        var run = WholeRun.of(new PushCreditsHandler(System.getenv(), RunMetrics.NONE), "{\"runId\":\"memory\"}");
        if (run.created() != rows) {
            throw new IllegalStateException("The run created " + run.created());
        }
        System.out.println(rows + " rows with " + MOST + ": "
                + run.requestCounts().requests() + " requests, "
                + run.requestCounts().tokenFetches() + " token call, peak of the live heap " + peak.bytes() + " bytes");
    }
}
