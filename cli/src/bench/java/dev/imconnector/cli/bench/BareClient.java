package dev.imconnector.cli.bench;

import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that can be done: {@code java.net.http}, HTTP/1.1, posts bodies that are ready, so many at a time, and reads
 * the answers as bytes; or reads one page after the other.
 */
final class BareClient {

    private static final String NEXT_LINK = "\"@odata.nextLink\":\"";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Bodies of {@code {"value":[…]}}, as the connector sends them. */
    static List<byte[]> bodies(int credits, int batchSize) {
        var bodies = new ArrayList<byte[]>();
        for (int from = 1; from <= credits; from += batchSize) {
            var body = new StringBuilder("{\"value\":[");
            for (int i = from; i < Math.min(from + batchSize, credits + 1); i++) {
                body.append(i == from ? "" : ",").append(Credits.json(i));
            }
            bodies.add(body.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** @return nanoseconds from the first request, that for the token, to the last answer */
    long post(URI tokenUrl, URI apiUrl, String id, String secret, List<byte[]> bodies, int inFlight)
            throws InterruptedException, IOException {
        var begin = System.nanoTime();
        var token = token(tokenUrl, id, secret, "im.write");
        var next = new AtomicInteger();
        Callable<Void> worker = () -> {
            for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                var request = HttpRequest.newBuilder(URI.create(apiUrl + "/credits/batch"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bodies.get(i)))
                        .build();
                var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 201) {
                    throw new IOException("The sandbox answered " + answer.statusCode());
                }
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(inFlight);
        try {
            var workers = new ArrayList<Callable<Void>>();
            for (int i = 0; i < inFlight; i++) {
                workers.add(worker);
            }
            for (var each : threads.invokeAll(workers)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdown();
        }
        return System.nanoTime() - begin;
    }

    /**
     * Follows a list from page to page, and throws the pages away.
     *
     * @return how many pages
     */
    int follow(URI tokenUrl, String first, SandboxClient reader) throws InterruptedException, IOException {
        var token = token(tokenUrl, reader.id(), reader.secret(), "im.read");
        var pages = 0;
        for (var next = first; next != null; pages++) {
            var request = HttpRequest.newBuilder(URI.create(next))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json")
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("The sandbox answered " + answer.statusCode());
            }
            next = nextLink(answer.body());
        }
        return pages;
    }

    /** It is the last thing in the envelope, so its few bytes at the end are all that is looked at. */
    private static String nextLink(byte[] body) {
        var from = Math.max(0, body.length - 600);
        var end = new String(body, from, body.length - from, StandardCharsets.UTF_8);
        var start = end.indexOf(NEXT_LINK);
        return start < 0
                ? null
                : end.substring(start + NEXT_LINK.length(), end.indexOf('"', start + NEXT_LINK.length()));
    }

    private String token(URI url, String id, String secret, String scope) throws IOException, InterruptedException {
        var form = "grant_type=client_credentials&scope=" + scope + "&client_id=" + encoded(id) + "&client_secret="
                + encoded(secret);
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return answer.replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
