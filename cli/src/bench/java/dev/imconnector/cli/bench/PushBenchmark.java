package dev.imconnector.cli.bench;

import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How fast the push is, beside the least that could be done. Each run has a fresh sandbox, in another process, and fetches
 * a token of its own; the two kinds of runs take turns, and the ratio is that of each pair, so that a machine that gets
 * slower makes both slower.
 *
 * <p>{@code throughput [CREDITS] [ROUNDS] [LATENCY_MS]} and {@code limit REQUESTS LIMIT [course|tenant|tenant-looking-first]}.
 * The clock starts when the first request, that for the token, arrives at the sandbox.
 */
public final class PushBenchmark {

    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 4;
    private static final int WARM_UP = 2;

    private PushBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        var what = arguments.length == 0 ? "throughput" : arguments[0];
        switch (what) {
            case "throughput" ->
                throughput(number(arguments, 1, 10_000), number(arguments, 2, 7), number(arguments, 3, 0));
            case "limit" ->
                limit(
                        number(arguments, 1, 101),
                        number(arguments, 2, 100),
                        PushedTo.of(arguments.length > 3 ? arguments[3] : "course"));
            default -> throw new IllegalArgumentException("throughput or limit, not " + what);
        }
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void throughput(int credits, int rounds, int latencyMillis) throws Exception {
        var home = Files.createTempDirectory("push-benchmark");
        var rows = new ArrayList<double[]>();
        try (var im = SandboxProcess.start()) {
            var file = Credits.write(home.resolve("credits.csv"), credits);
            var bodies = BareClient.bodies(credits, BATCH);
            for (int round = -WARM_UP; round < rounds; round++) {
                var pushFirst = round % 2 == 0;
                var before = pushFirst ? 0 : bare(im, bodies, latencyMillis);
                var c0 = cpu();
                var s0 = im.cpu();
                var pushed = push(im, home, file, credits, latencyMillis, "round" + (round + WARM_UP));
                var c1 = cpu();
                var s1 = im.cpu();
                var bare = pushFirst ? bare(im, bodies, latencyMillis) : before;
                System.out.println("CPU push " + (c1 - c0) / credits + " sandbox " + (s1 - s0) / credits
                        + (pushFirst
                                ? "; bare " + (cpu() - c1) / credits + " sandbox " + (im.cpu() - s1) / credits
                                : ""));
                if (round >= 0) {
                    rows.add(new double[] {pushed[0], pushed[1], bare});
                    System.out.printf(
                            Locale.ROOT,
                            "%d credits: push %.3f s to its answer, %.3f s to the last request, bare %.3f s, ratio %.3f%n",
                            credits,
                            pushed[0],
                            pushed[1],
                            bare,
                            bare / pushed[0]);
                }
            }
        } finally {
            delete(home);
        }
        System.out.printf(
                Locale.ROOT,
                "MEDIAN of %d rounds, %d credits, latency %d ms: push %.0f credits/s, bare %.0f credits/s;"
                        + " ratio to its answer %.3f, to the last request %.3f%n",
                rounds,
                credits,
                latencyMillis,
                credits / median(rows, row -> row[0]),
                credits / median(rows, row -> row[2]),
                median(rows, row -> row[2] / row[0]),
                median(rows, row -> row[2] / row[1]));
    }

    static double cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
    }

    private static double median(List<double[]> rows, ToDoubleFunction<double[]> value) {
        var sorted = rows.stream().mapToDouble(value).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double bare(SandboxProcess im, List<byte[]> bodies, int latencyMillis) throws Exception {
        im.anew("latency-ms=" + latencyMillis, "rate-limit=0");
        var client = SandboxClient.WRITER;
        new BareClient().post(im.tokenUrl(), im.apiUrl(), client.id(), client.secret(), bodies, IN_FLIGHT);
        return im.seen().seconds();
    }

    /** Seconds from the first request to the handler's answer, and to the last answer of IM. */
    private static double[] push(SandboxProcess im, Path home, Path file, int credits, int latencyMillis, String runId)
            throws Exception {
        im.anew("latency-ms=" + latencyMillis, "rate-limit=0");
        var run = push(environment(im, home, file, 0), runId);
        var now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        var seen = im.seen();
        expect(run.created() == credits && seen.stored() == credits, "created " + run.created() + " of " + credits);
        return new double[] {(now - seen.firstArrivalMicros()) / 1e6, seen.seconds()};
    }

    private static void limit(int most, int limit, PushedTo to) throws Exception {
        var home = Files.createTempDirectory("push-benchmark");
        var batches = to.batches(most);
        var credits = batches * BATCH;
        var requests = to.requests(batches);
        try (var im = SandboxProcess.start().anew(to.speaks(), "rate-limit=" + limit)) {
            var file = Credits.write(home.resolve("credits.csv"), credits);
            var environment = environment(im, home, file, limit);
            environment.putAll(to.settings());
            var run = push(environment, "limited");
            var seen = im.seen();
            expect(run.created() == credits && seen.stored() == credits, "created " + run.created() + " of " + credits);
            var sent = run.requestCounts().requests();
            expect(sent == requests + seen.throttled(), sent + " requests in place of " + requests);
            var ideal = 60.0 * ((requests - 1) / limit);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d credits: %d requests at %d a minute: %.3f s, ideal %.0f s, ratio %.4f, answered 429: %d%n",
                    to,
                    credits,
                    sent,
                    limit,
                    seen.seconds(),
                    ideal,
                    seen.seconds() / ideal,
                    seen.throttled());
        } finally {
            delete(home);
        }
    }

    private static RunRecord push(Map<String, String> environment, String runId) throws IOException {
        return WholeRun.of(new PushCreditsHandler(environment, RunMetrics.NONE), "{\"runId\":\"" + runId + "\"}");
    }

    private static Map<String, String> environment(SandboxProcess im, Path home, Path file, int limit) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", Integer.toString(limit));
        environment.put("IM_MAX_IN_FLIGHT", Integer.toString(IN_FLIGHT));
        environment.put("CREDITS_LOCATION", file.toUri().toString());
        environment.put("RUNS_LOCATION", home.resolve("runs").toUri() + "/");
        return environment;
    }

    private static void expect(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new IllegalStateException("The push was not what is measured: " + otherwise);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
