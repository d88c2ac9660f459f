package dev.imconnector.cli.bench;

import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a pull costs, with the sandbox in a process of its own.
 *
 * <ul>
 *   <li>{@code throughput [ROWS] [ROUNDS] [LATENCY_MS]}: rows per second beside a bare client that follows the same pages
 *       and throws them away. The two take turns, and the ratio is that of each pair.
 *   <li>{@code memory [FEW] [MANY]}: what is alive at most, in processes with {@code -Xmx128m}, and whether the rows are
 *       the sandbox's own.
 *   <li>{@code limit REQUESTS LIMIT}: how long so many requests take at a limit, beside the ideal.
 * </ul>
 */
public final class PullBenchmark {

    private static final int PAGE = 100;
    private static final int WARM_UP = 2;
    private static final String BY_KEY = "$orderby=participantId,periodId";

    private PullBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        switch (arguments[0]) {
            case "throughput" ->
                throughput(number(arguments, 1, 100_000), number(arguments, 2, 7), number(arguments, 3, 0));
            case "memory" -> memory(number(arguments, 1, 10_000), number(arguments, 2, 1_000_000));
            case "limit" -> limit(number(arguments, 1, 101), number(arguments, 2, 100));
            case "child" -> child(Path.of(arguments[1]), arguments[2]);
            default -> throw new IllegalArgumentException("throughput, memory or limit, not " + arguments[0]);
        }
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void throughput(int rows, int rounds, int latencyMillis) throws Exception {
        var home = Files.createTempDirectory("pull-benchmark");
        var ratios = new double[rounds];
        try (var im = SandboxProcess.start().anew("latency-ms=" + latencyMillis, "rate-limit=0", "results=" + rows)) {
            for (int round = -WARM_UP; round < rounds; round++) {
                var bareFirst = round % 2 == 0;
                var bare = bareFirst ? bare(im, rows) : 0;
                var cpu = PushBenchmark.cpu();
                var begin = System.nanoTime();
                pull(environment(im, home, 0), "round" + (round + WARM_UP), rows);
                var pulled = (System.nanoTime() - begin) / 1e9;
                cpu = PushBenchmark.cpu() - cpu;
                bare = bareFirst ? bare : bare(im, rows);
                System.out.printf(
                        Locale.ROOT,
                        "%s: bare client %,.0f rows/s, pull %,.0f rows/s (%.2f us of CPU a row), ratio %.3f%n",
                        round < 0 ? "warm-up" : "round " + (round + 1),
                        rows / bare,
                        rows / pulled,
                        cpu / rows,
                        bare / pulled);
                if (round >= 0) {
                    ratios[round] = bare / pulled;
                }
            }
        } finally {
            PushBenchmark.delete(home);
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "MEDIAN of %d rounds, %,d rows: ratio %.3f%n", rounds, rows, ratios[rounds / 2]);
    }

    /** Seconds from the request for the token to the last page. */
    private static double bare(SandboxProcess im, int rows) throws Exception {
        var client = SandboxClient.READER;
        var begin = System.nanoTime();
        var pages = new BareClient()
                .follow(im.tokenUrl(), im.apiUrl() + "/results?$orderby=participantId%2CperiodId&$top=" + PAGE, client);
        var seconds = (System.nanoTime() - begin) / 1e9;
        expect(pages == (rows + PAGE - 1) / PAGE, "the bare client saw " + pages + " pages");
        return seconds;
    }

    private static void memory(int few, int many) throws Exception {
        var small = alive(few);
        var large = alive(many);
        var allowed = 1.1 * small + 16.0 * many;
        System.out.printf(
                Locale.ROOT,
                "alive at most: %,d bytes with %,d rows, %,d with %,d; allowed %,.0f: %s%n",
                small,
                few,
                large,
                many,
                allowed,
                large <= allowed ? "ok" : "TOO MUCH");
    }

    private static long alive(int rows) throws Exception {
        var home = Files.createTempDirectory("pull-benchmark");
        try (var im = SandboxProcess.start().anew("rate-limit=0", "results=" + rows)) {
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            PeakAlive.LEAVE_NO_GAPS,
                            "-cp",
                            System.getProperty("java.class.path"),
                            PullBenchmark.class.getName(),
                            "child",
                            home.toString(),
                            Integer.toString(rows)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment(im, home, 0));
            var begin = System.nanoTime();
            var process = builder.start();
            var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            expect(process.waitFor() == 0, "the child ended with " + process.exitValue() + ": " + words);
            var seconds = (System.nanoTime() - begin) / 1e9;
            var pulled = PulledRows.of(home.resolve("results/results/child"));
            var same = pulled.rows() == rows && pulled.sha256().equals(im.sha256OfRows("results", BY_KEY));
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows in %.1f s, in the manifest %,d, row for row what the sandbox holds: %s%n",
                    rows,
                    seconds,
                    pulled.rows(),
                    same);
            expect(same, "other rows");
            return Long.parseLong(words.substring(words.lastIndexOf('\n') + 1));
        } finally {
            PushBenchmark.delete(home);
        }
    }

    private static void child(Path home, String rows) throws Exception {
        var peak = new PeakAlive();
        pull(System.getenv(), "child", Integer.parseInt(rows));
        System.out.println(peak.bytes());
    }

    private static void limit(int requests, int limit) throws Exception {
        var home = Files.createTempDirectory("pull-benchmark");
        var rows = (requests - 1) * PAGE - 1; // one request is for the token
        try (var im = SandboxProcess.start().anew("rate-limit=" + limit, "results=" + rows)) {
            var run = pull(environment(im, home, limit), "limited", rows);
            var seen = im.seen();
            var ideal = 60.0 * ((requests - 1) / limit);
            expect(
                    run.requestCounts().requests() == requests,
                    run.requestCounts().requests() + " requests");
            System.out.printf(
                    Locale.ROOT,
                    "%d requests at %d a minute: %.3f s, ideal %.0f s, ratio %.4f, answered 429: %d%n",
                    requests,
                    limit,
                    seen.seconds(),
                    ideal,
                    seen.seconds() / ideal,
                    seen.throttled());
        } finally {
            PushBenchmark.delete(home);
        }
    }

    private static RunRecord pull(Map<String, String> environment, String runId, int rows) throws IOException {
        var run = WholeRun.of(
                new PullResultsHandler(environment, RunMetrics.NONE), "{\"runId\":\"" + runId + "\",\"filter\":\"\"}");
        expect(run.rows() == rows, run.rows() + " rows");
        return run;
    }

    private static Map<String, String> environment(SandboxProcess im, Path home, int limit) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", Integer.toString(limit));
        environment.put("IM_PAGE_SIZE", Integer.toString(PAGE));
        environment.put("RUNS_LOCATION", home.resolve("runs").toUri() + "/");
        environment.put("RESULTS_LOCATION", home.resolve("results").toUri() + "/");
        return environment;
    }

    private static void expect(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new IllegalStateException("The pull was not what is measured: " + otherwise);
        }
    }
}
