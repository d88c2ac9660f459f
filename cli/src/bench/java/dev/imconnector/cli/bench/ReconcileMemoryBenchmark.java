package dev.imconnector.cli.bench;

import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much memory a comparison with IM needs: what is alive at most, after full collections five times a second. {@code
 * ReconcileMemoryBenchmark [FEW] [MANY]}: each number of credits is pushed, then compared in a JVM of its own with
 * {@code -Xmx192m}, against a sandbox in another process.
 */
public final class ReconcileMemoryBenchmark {

    /** 16 for equal sourceRefs, 16 for rows that came before, 72 for what is expected. */
    private static final double BYTES_PER_CREDIT = 16 + 16 + 72;

    private ReconcileMemoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        if (arguments.length > 0 && arguments[0].equals("child")) {
            compare(Integer.parseInt(arguments[1]));
            return;
        }
        var few = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        var small = alive(few);
        var large = alive(many);
        var allowed = 1.1 * small + BYTES_PER_CREDIT * many;
        System.out.printf(
                Locale.ROOT,
                "alive at most: %.1f MB with %,d credits, %.1f MB with %,d; allowed %.1f MB: %s%n",
                small / 1e6,
                few,
                large / 1e6,
                many,
                allowed / 1e6,
                large <= allowed ? "ok" : "TOO MUCH");
    }

    private static long alive(int credits) throws Exception {
        var home = Files.createTempDirectory("reconcile-benchmark");
        try (var im = SandboxProcess.start().anew("rate-limit=0", "max-top=1000")) {
            var file = Credits.write(home.resolve("credits.csv"), credits);
            var pushed = WholeRun.of(
                    new PushCreditsHandler(environment(im, home, file, SandboxClient.WRITER), RunMetrics.NONE),
                    "{\"runId\":\"push\"}");
            expect(pushed.created() == credits, "the push created " + pushed.created());
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            PeakAlive.LEAVE_NO_GAPS,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReconcileMemoryBenchmark.class.getName(),
                            "child",
                            Integer.toString(credits)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment(im, home, file, SandboxClient.READER));
            var begin = System.nanoTime();
            var process = builder.start();
            var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            expect(process.waitFor() == 0, "the child ended with " + process.exitValue() + ": " + words);
            System.out.printf(
                    Locale.ROOT, "%,d credits compared in %.1f s%n", credits, (System.nanoTime() - begin) / 1e9);
            return Long.parseLong(words.substring(words.lastIndexOf('\n') + 1));
        } finally {
            PushBenchmark.delete(home);
        }
    }

    private static void compare(int credits) throws IOException {
        var peak = new PeakAlive();
        var run =
                WholeRun.of(new ReconcileHandler(System.getenv(), RunMetrics.NONE), "{\"runId\":\"reconcile-memory\"}");
        expect(run.read() == credits && run.rows() == credits, run.read() + " beside " + run.rows());
        expect(run.differences().values().stream().allMatch(count -> count == 0), "differences " + run.differences());
        System.out.println(peak.bytes());
    }

    private static Map<String, String> environment(SandboxProcess im, Path home, Path file, SandboxClient client) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", client.id());
        environment.put("ICM_CLIENT_SECRET", client.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("IM_PAGE_SIZE", "1000");
        environment.put("IM_BATCH_SIZE", "1000");
        environment.put("CREDITS_LOCATION", file.toUri().toString());
        environment.put("RUNS_LOCATION", home.resolve("runs").toUri() + "/");
        return environment;
    }

    private static void expect(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new IllegalStateException("The comparison was not what is measured: " + otherwise);
        }
    }
}
