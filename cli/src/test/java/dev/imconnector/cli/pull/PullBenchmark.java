package dev.imconnector.cli.pull;

import dev.imconnector.cli.sandbox.ImSandbox;
import dev.imconnector.cli.sandbox.SandboxClient;
import dev.imconnector.cli.sandbox.SandboxOptions;
import dev.imconnector.cli.sandbox.Switch;
import dev.imconnector.run.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a pull costs: {@code rate} for rows per second beside a bare client that follows the same pages and throws them
 * away, {@code memory} for what is alive at most with 10,000 and with 1,000,000 rows, and whether these are the
 * sandbox's own. Run from {@code cli/} with the test class path.
 */
public final class PullBenchmark {

    private static final int ROUNDS = 5;

    private PullBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var home = Files.createTempDirectory("pull-benchmark");
        switch (arguments[0]) {
            case "rate" -> rate(home, Integer.parseInt(arguments[1]));
            case "memory" -> memory(home);
            default -> throw new IllegalArgumentException("rate ROWS, or memory");
        }
        System.exit(0);
    }

    private static ImSandbox sandbox(int rows) {
        return ImSandbox.start(
                SandboxOptions.defaults().with(Switch.RATE_LIMIT, 0).with(Switch.RESULTS, rows), Clock.systemUTC());
    }

    private static void rate(Path home, int rows) throws Exception {
        try (var sandbox = sandbox(rows)) {
            var cpu = (com.sun.management.OperatingSystemMXBean)
                    java.lang.management.ManagementFactory.getOperatingSystemMXBean();
            var ratios = new double[ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                var bare = bare(sandbox, rows);
                var pull = pull(sandbox, home, rows, round);
                System.out.printf(
                        "%s: bare client %,d rows/s, pull %,d rows/s, ratio %.2f; CPU seconds of all %.1f, of the writing %.1f%n",
                        round < 0 ? "warm-up" : "round " + (round + 1),
                        bare,
                        pull,
                        (double) pull / bare,
                        cpu.getProcessCpuTime() / 1e9,
                        java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
                if (round >= 0) {
                    ratios[round] = (double) pull / bare;
                }
            }
            Arrays.sort(ratios);
            System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
        }
    }

    private static long pull(ImSandbox sandbox, Path home, int rows, int round) throws IOException {
        var environment = PullOnce.environment(sandbox.tokenUrl(), sandbox.apiUrl(), home);
        environment.put("IM_REQUEST_TIMEOUT_SECONDS", "30");
        var started = System.nanoTime();
        var run = PullOnce.call(environment, PullOnce.event("round" + round), 900);
        var seconds = (System.nanoTime() - started) / 1e9;
        if (run.status() != RunStatus.COMPLETED || run.rows() != rows) {
            throw new AssertionError(run.status() + " with " + run.rows() + " rows");
        }
        return (long) (rows / seconds);
    }

    private static long bare(ImSandbox sandbox, int rows) throws Exception {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var started = System.nanoTime();
        var token = token(client, sandbox.tokenUrl());
        var count = 0L;
        var next = sandbox.apiUrl() + "/results?$orderby=participantId%2CperiodId&$top=100";
        while (next != null) {
            var request = HttpRequest.newBuilder(URI.create(next))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json")
                    .build();
            var body = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            next = nextLink(body);
            count++;
        }
        var seconds = (System.nanoTime() - started) / 1e9;
        if (count < rows / 100) {
            throw new AssertionError("The bare client stopped after " + count + " pages");
        }
        return (long) (rows / seconds);
    }

    private static String token(HttpClient client, URI tokenUrl) throws Exception {
        var form = "grant_type=client_credentials&scope=im.read&client_id=" + SandboxClient.READER.id()
                + "&client_secret=" + SandboxClient.READER.secret();
        var request = HttpRequest.newBuilder(tokenUrl)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        var start = body.indexOf("\"access_token\":\"") + 16;
        return body.substring(start, body.indexOf('"', start));
    }

    /** It is the last thing in the envelope, so its few bytes at the end are all that is looked at. */
    private static String nextLink(byte[] body) {
        var from = Math.max(0, body.length - 600);
        var end = new String(body, from, body.length - from, StandardCharsets.UTF_8);
        var start = end.indexOf("\"@odata.nextLink\":\"");
        return start < 0 ? null : end.substring(start + 19, end.indexOf('"', start + 19));
    }

    private static void memory(Path home) throws Exception {
        var small = alive(home, 10_000);
        var large = alive(home, 1_000_000);
        var allowed = 1.1 * small + 16_000_000;
        System.out.printf(
                "alive at most: %,d bytes with 10,000 rows, %,d with 1,000,000; allowed %,.0f: %s%n",
                small, large, allowed, large <= allowed ? "ok" : "TOO MUCH");
    }

    private static long alive(Path home, int rows) throws Exception {
        try (var sandbox = sandbox(rows)) {
            var runId = "rows" + rows;
            var child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-Dpeak=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PullOnce.class.getName(),
                            sandbox.tokenUrl().toString(),
                            sandbox.apiUrl().toString(),
                            home.toString(),
                            runId,
                            "jsonl",
                            "900")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var words = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            child.waitFor(1, TimeUnit.MINUTES);
            var answer = words.substring(words.lastIndexOf('\n') + 1).split(" ");
            var folder = PulledFolder.of(home, "results", runId);
            var same =
                    folder.checksum().equals(PulledFolder.truth(sandbox, "results", "$orderby=participantId,periodId"));
            System.out.printf(
                    "%s %s rows, %d in the manifest, the same as the sandbox's: %s%n",
                    answer[0], answer[1], folder.rows(), same);
            return Long.parseLong(answer[2]);
        }
    }
}
