package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.run.RunRecords;
import dev.imconnector.testkit.SettableClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An IM that gives one answer to each kind of request, over and over. For use by one thread. */
final class CannedIm implements HttpExchange {

    private static final String TOKEN = "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":1800}";

    private final SettableClock clock;
    private final Map<String, Canned> answers = new HashMap<>();

    private record Canned(int status, byte[] body) {}

    CannedIm(SettableClock clock) {
        this.clock = clock;
    }

    /** @param kind token, batch or page */
    CannedIm with(String kind, int status, byte[] body) {
        answers.put(kind, new Canned(status, body));
        return this;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        var kind = call.uri().getPath().endsWith("/oauth/token")
                ? "token"
                : call.method().equals("GET") ? "page" : "batch";
        var canned = answers.get(kind);
        if (canned == null) {
            canned = new Canned(200, good(kind, call).getBytes(UTF_8));
        }
        if (canned.body().length > call.maxAnswerBytes()) {
            throw new IOException("The answer is larger than it may be");
        }
        return new HttpAnswer(
                canned.status(), Map.of("Content-Type", List.of("application/json")), canned.body(), clock.instant());
    }

    private static String good(String kind, HttpCall call) throws IOException {
        return switch (kind) {
            case "token" -> TOKEN;
            case "page" -> "{\"value\":[]}";
            default -> results(RunRecords.json().readTree(call.body())).toString();
        };
    }

    private static JsonNode results(JsonNode request) {
        var answer = RunRecords.json().createObjectNode();
        var results = answer.putArray("results");
        request.path("value")
                .forEach(credit -> results.addObject()
                        .put("sourceRef", credit.path("sourceRef").asText())
                        .put("status", "CREATED"));
        return answer;
    }
}
