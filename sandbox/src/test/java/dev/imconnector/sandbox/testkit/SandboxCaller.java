package dev.imconnector.sandbox.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Talks plain HTTP to a sandbox. Has no rules of its own, so that tests see what the sandbox says. */
public final class SandboxCaller {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final ImSandbox sandbox;

    public SandboxCaller(ImSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** One answer. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        public String header(String name) {
            return headers.get(name);
        }
    }

    public String writerToken() {
        return token(SandboxClient.WRITER, "im.write");
    }

    public String readerToken() {
        return token(SandboxClient.READER, "im.read");
    }

    private String token(SandboxClient client, String scope) {
        return tokenCall(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client.id(),
                        "client_secret",
                        client.secret(),
                        "scope",
                        scope))
                .json()
                .get("access_token")
                .textValue();
    }

    public Answer tokenCall(Map<String, String> form) {
        return send(HttpRequest.newBuilder(sandbox.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    }

    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    public Answer write(String method, String path, String token, String body) {
        return send(api(path, token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer batch(String token, String body) {
        return write("POST", "/credits/batch", token, body);
    }

    /** @param pathAndQuery below the API's base path, percent-encoded */
    public Answer get(String pathAndQuery, String token) {
        return send(api(pathAndQuery, token).GET());
    }

    public HttpRequest.Builder api(String pathAndQuery, String token) {
        return HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + pathAndQuery))
                .header("Authorization", "Bearer " + token);
    }

    public Answer admin(String method, String path, String body) {
        return send(HttpRequest.newBuilder(sandbox.url("/_sandbox/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            var answer =
                    HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().map().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    e -> e.getValue().get(0),
                                    (a, b) -> a,
                                    () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String credit(String sourceRef) {
        return credit(sourceRef, "100.10");
    }

    public static String credit(String sourceRef, String amount) {
        return """
                {"sourceRef":"%s","participantId":"P0000001","transactionDate":"2026-03-31","amount":%s,\
                "currencyCode":"EUR","periodId":"2026-03"}""".formatted(sourceRef, amount);
    }

    public static String batchOf(String... credits) {
        return "{\"value\":[" + String.join(",", credits) + "]}";
    }
}
