package dev.imconnector.oauth;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A network without a socket, where no thread but the caller's may be: answers each call by a function of its number. */
final class ScriptedExchange implements HttpExchange {

    /** What comes of the nth call, counted from 1. */
    interface Step {
        HttpAnswer answer(int call) throws IOException, InterruptedException;
    }

    private final Step step;
    private final AtomicInteger calls = new AtomicInteger();

    ScriptedExchange(Step step) {
        this.step = step;
    }

    /** Tokens {@code token-1}, {@code token-2} and so on. */
    static ScriptedExchange tokens(Clock clock, long expiresInSeconds) {
        return new ScriptedExchange(call -> token("token-" + call, expiresInSeconds, clock));
    }

    static HttpAnswer token(String token, long expiresInSeconds, Clock clock) {
        var body = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                .formatted(token, expiresInSeconds);
        return answer(200, body, clock);
    }

    static HttpAnswer answer(int status, String body, Clock clock) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                clock.instant());
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        return step.answer(calls.incrementAndGet());
    }

    int calls() {
        return calls.get();
    }
}
