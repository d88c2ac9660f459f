package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imconnector.problem.CleanText;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Requests as they are, with no retry but one after a 429. Remembers its secrets, so that no answer shows one of them.
 * For use by one thread.
 */
final class ProbeClient {

    /** Amounts are shown with the digits that came. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_SHOWN = 300;
    private static final long LONGEST_WAIT = 120;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI tokenUrl;
    private final URI api;
    private final Sleeper sleeper;
    private final List<String> secrets = new ArrayList<>();

    private Answer page;
    private int requests;

    ProbeClient(URI tokenUrl, URI api, Sleeper sleeper) {
        this.tokenUrl = tokenUrl;
        this.api = api;
        this.sleeper = sleeper;
    }

    /**
     * @param type of the content, or empty
     * @param retryAfter as it came, or empty
     */
    record Answer(int status, String type, JsonNode json, String text, Optional<String> retryAfter) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** How the token request names the client. */
    enum Style {
        BODY,
        BASIC
    }

    URI api() {
        return api;
    }

    /** Requests sent so far. */
    int requests() {
        return requests;
    }

    /** @param scope or null for none */
    Answer token(Style style, String id, String secret, String scope) throws InterruptedException {
        secrets.add(secret);
        var form = "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + encode(scope));
        var request = HttpRequest.newBuilder(tokenUrl).header("Content-Type", "application/x-www-form-urlencoded");
        if (style == Style.BASIC) {
            var pair = encode(id) + ":" + encode(secret);
            var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            secrets.add(basic);
            request.header("Authorization", "Basic " + basic);
        } else {
            form += "&client_id=" + encode(id) + "&client_secret=" + encode(secret);
        }
        var answer = send(request.POST(HttpRequest.BodyPublishers.ofString(form)));
        var token = answer.json.path("access_token").asText("");
        if (!token.isEmpty()) {
            secrets.add(token);
        }
        return answer;
    }

    Answer post(String path, JsonNode body, String token) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** User and password as a header; neither is shown from now on. */
    String basic(String user, String password) {
        var pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        secrets.add(password);
        secrets.add(pair);
        return "Basic " + pair;
    }

    /** @param pathAndQuery below the API's address, encoded @param body or null */
    Answer send(String method, String pathAndQuery, JsonNode body, String authorization) throws InterruptedException {
        return send(method, URI.create(api + pathAndQuery), body, authorization);
    }

    /** Sends once, whatever the answer. @param pathAndQuery below the API's address, encoded */
    Answer sendOnce(String method, String pathAndQuery, String authorization) throws InterruptedException {
        return once(HttpRequest.newBuilder(URI.create(api + pathAndQuery))
                .header("Accept", "application/json")
                .header("Authorization", authorization)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(TIMEOUT)
                .build());
    }

    /** An answer that was a page for people, if one was: the last one. */
    Optional<Answer> page() {
        return Optional.ofNullable(page);
    }

    /** @param body or null */
    Answer send(String method, URI address, JsonNode body, String authorization) throws InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Accept-Language", "en-US")
                .header("Authorization", authorization);
        return send(
                body == null
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer get(URI address, String token) throws InterruptedException {
        return send(get(HttpRequest.newBuilder(address), token));
    }

    /** Sends once, whatever the answer. */
    Answer getOnce(URI address, String token) throws InterruptedException {
        return once(get(HttpRequest.newBuilder(address), token).timeout(TIMEOUT).build());
    }

    private static HttpRequest.Builder get(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .GET();
    }

    private Answer send(HttpRequest.Builder builder) throws InterruptedException {
        var request = builder.timeout(TIMEOUT).build();
        var answer = once(request);
        if (answer.status != 429) {
            return answer;
        }
        var wait = answer.retryAfter
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Long::parseLong)
                .orElse(60L);
        sleeper.sleep(Duration.ofSeconds(Math.min(wait, LONGEST_WAIT)));
        return once(request);
    }

    private Answer once(HttpRequest request) throws InterruptedException {
        requests++;
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            var headers = response.headers();
            var type = headers.firstValue("Content-Type").orElse("");
            var answer = new Answer(response.statusCode(), type, json(text), text, headers.firstValue("Retry-After"));
            page = type.toLowerCase(Locale.ROOT).contains("html") ? answer : page;
            return answer;
        } catch (IOException e) {
            throw new ProbeException(
                    request.uri().getHost() + " does not answer: " + clean(String.valueOf(e.getMessage())),
                    "Check IM_API_URL and IM_TOKEN_URL, the network, and whether it is up");
        }
    }

    private static JsonNode json(String text) {
        try {
            var found = JSON.readTree(text);
            return found == null ? MissingNode.getInstance() : found;
        } catch (IOException e) {
            return MissingNode.getInstance(); // What is no JSON is shown as the text that it is.
        }
    }

    /** The answer's own words, bounded and without anything secret. */
    String shown(Answer answer) {
        return answer.status + " " + clean(answer.text);
    }

    String clean(String text) {
        var result = text;
        for (var secret : secrets) {
            result = result.replace(secret, "***");
        }
        return CleanText.of(result, MAX_SHOWN);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
