package dev.imconnector.cli.bench;

import dev.imconnector.lambda.ReadApiHandler;
import dev.imconnector.metrics.RunMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the API adds to IM's own time: {@code GET /participants?$top=1} through the warm handler beside a bare client that
 * sends the very same request, by turns.
 */
public final class ApiBenchmark {

    private static final int WARM_UP = 2_000;
    private static final Map<String, String> READER =
            Map.of("ICM_CLIENT_ID", "sandbox-reader", "ICM_CLIENT_SECRET", "sandbox-reader-secret");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ApiBenchmark() {}

    /** {@code [REQUESTS] [LATENCY_MS of IM]}. */
    public static void main(String[] arguments) throws Exception {
        var requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        var latency = arguments.length > 1 ? arguments[1] : "20";
        try (var im = SandboxProcess.start().anew("rate-limit=0")) {
            new ApiBenchmark().warm(im, requests, latency);
        }
    }

    private void warm(SandboxProcess im, int requests, String latency) throws Exception {
        var environment = new HashMap<>(READER);
        environment.putAll(Map.of(
                "IM_TOKEN_URL",
                im.tokenUrl().toString(),
                "IM_API_URL",
                im.apiUrl().toString(),
                "IM_REQUESTS_PER_MINUTE",
                "0",
                "RUNS_LOCATION",
                "file:///unused/"));
        var handler = new ReadApiHandler(environment, RunMetrics.NONE);
        var event = ApiEvents.participants();
        var token = BareCalls.token(client, im.tokenUrl(), READER);
        var bare = HttpRequest.newBuilder(URI.create(im.apiUrl() + "/participants?$orderby=participantId&$top=1"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build();
        for (int i = 0; i < WARM_UP; i++) {
            through(handler, event);
            bare(bare);
        }
        client.send(
                HttpRequest.newBuilder(im.apiUrl().resolve("/_sandbox/switches"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"latency-ms\":\"" + latency + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        var ours = new long[requests];
        var theirs = new long[requests];
        for (int i = 0; i < requests; i++) {
            theirs[i] = bare(bare);
            ours[i] = through(handler, event);
        }
        show("bare client", theirs);
        show("handler", ours);
        System.out.printf(
                Locale.ROOT,
                "added: median %.2f ms, p95 %.2f ms%n",
                at(ours, 50) - at(theirs, 50),
                at(ours, 95) - at(theirs, 95));
    }

    private static long through(ReadApiHandler handler, byte[] event) throws IOException {
        var out = new ByteArrayOutputStream();
        var begin = System.nanoTime();
        handler.handleRequest(new ByteArrayInputStream(event), out, BenchContext.of(Duration.ofSeconds(25)));
        var took = System.nanoTime() - begin;
        if (!out.toString(StandardCharsets.UTF_8).contains("\"statusCode\":200")) {
            throw new IOException(out.toString(StandardCharsets.UTF_8));
        }
        return took;
    }

    private long bare(HttpRequest request) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        var took = System.nanoTime() - begin;
        if (answer.statusCode() != 200) {
            throw new IOException("The sandbox answered " + answer.statusCode());
        }
        return took;
    }

    private static void show(String what, long[] nanos) {
        System.out.printf(
                Locale.ROOT,
                "%-12s median %.2f ms, p95 %.2f ms, p99 %.2f ms%n",
                what,
                at(nanos, 50),
                at(nanos, 95),
                at(nanos, 99));
    }

    private static double at(long[] nanos, int percent) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }
}
