package dev.imconnector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.http.ConnectionLostException;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A simulated IM without a network, in virtual time: it takes credits, knows a sourceRef again, and misbehaves as told.
 * What it remembers is the truth that a test compares with what the connector says. Thread-safe.
 */
public final class SimulatedIm implements HttpExchange {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SettableClock clock;
    private final Map<String, JsonNode> credits = new LinkedHashMap<>();
    private final Map<String, Integer> timesSent = new HashMap<>();
    private final List<Instant> arrivals = new ArrayList<>();
    private final List<Integer> batchSizes = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Set<String> poison = new HashSet<>();
    private final Set<String> rejected = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private Duration latency = Duration.ofMillis(20);
    private int limit;
    private int maxBatch = Integer.MAX_VALUE;
    private boolean wholeBatchConflict;
    private boolean silentAreApplied = true;
    private Predicate<Instant> down = now -> false;
    private String duplicateStatus = "ERROR";
    private String duplicateMessage = "409 already exists";
    private boolean wrongSecret;
    private int tokenCalls;
    private int throttled;

    /** Something that goes wrong with one request to the API. */
    public sealed interface Fault {}

    /** An answer with that status. */
    public record Status(int status, Map<String, List<String>> headers, String body) implements Fault {
        public Status(int status) {
            this(status, Map.of(), "{\"error\":\"status " + status + "\"}");
        }
    }

    /** No answer in time; the request was carried out, or not. */
    public record Timeout(boolean applied) implements Fault {}

    /** The connection ends before an answer; the request was not carried out. */
    public record Lost() implements Fault {}

    public SimulatedIm(SettableClock clock) {
        this.clock = clock;
    }

    public synchronized SimulatedIm next(Fault... more) {
        faults.addAll(List.of(more));
        return this;
    }

    public synchronized SimulatedIm latency(Duration each) {
        latency = each;
        return this;
    }

    /** 429 beyond that many requests in any 60 s. */
    public synchronized SimulatedIm limit(int requestsPerMinute) {
        limit = requestsPerMinute;
        return this;
    }

    public synchronized SimulatedIm poison(String... sourceRefs) {
        poison.addAll(List.of(sourceRefs));
        return this;
    }

    public synchronized SimulatedIm heal() {
        poison.clear();
        silent.clear();
        rejected.clear();
        down = now -> false;
        return this;
    }

    public synchronized SimulatedIm reject(String... sourceRefs) {
        rejected.addAll(List.of(sourceRefs));
        return this;
    }

    /** Leaves these out of its answers. */
    public synchronized SimulatedIm silent(boolean applied, String... sourceRefs) {
        silentAreApplied = applied;
        silent.addAll(List.of(sourceRefs));
        return this;
    }

    public synchronized SimulatedIm wholeBatchConflicts() {
        wholeBatchConflict = true;
        return this;
    }

    public synchronized SimulatedIm duplicatesAre(String status, String message) {
        duplicateStatus = status;
        duplicateMessage = message;
        return this;
    }

    public synchronized SimulatedIm maxBatch(int size) {
        maxBatch = size;
        return this;
    }

    public synchronized SimulatedIm downWhen(Predicate<Instant> isDown) {
        down = isDown;
        return this;
    }

    public synchronized SimulatedIm wrongSecret() {
        wrongSecret = true;
        return this;
    }

    /** All that it holds, to be given to another one by {@link #holding}. */
    public synchronized JsonNode held() {
        return JSON.createArrayNode().addAll(credits.values());
    }

    /** It holds these credits, nobody having sent them. */
    public synchronized SimulatedIm holding(JsonNode held) {
        held.forEach(credit -> credits.put(ref(credit), credit));
        return this;
    }

    public synchronized Set<String> sourceRefs() {
        return Set.copyOf(credits.keySet());
    }

    public synchronized BigDecimal total() {
        return credits.values().stream()
                .map(credit -> credit.get("amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public synchronized int timesSent(String sourceRef) {
        return timesSent.getOrDefault(sourceRef, 0);
    }

    public synchronized List<Instant> arrivals() {
        return List.copyOf(arrivals);
    }

    /** The number of credits in each batch that arrived, in order. */
    public synchronized List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    public synchronized int tokenCalls() {
        return tokenCalls;
    }

    public synchronized int throttled() {
        return throttled;
    }

    @Override
    public synchronized HttpAnswer send(HttpCall call) throws IOException {
        var sentAt = clock.instant();
        arrivals.add(sentAt);
        clock.advance(latency);
        if (limit > 0 && arrivedIn60SecondsBefore(sentAt) > limit) {
            throttled++;
            return answer(
                    429,
                    Map.of("Retry-After", List.of("30")),
                    "{\"error\":\"Rate limit exceeded. Max " + limit + " requests per minute.\"}",
                    sentAt);
        }
        if (call.uri().getPath().endsWith("/oauth/token")) {
            return token(sentAt);
        }
        return api(call, sentAt);
    }

    private long arrivedIn60SecondsBefore(Instant moment) {
        return arrivals.stream()
                .filter(each -> each.isAfter(moment.minusSeconds(60)))
                .count();
    }

    private HttpAnswer token(Instant sentAt) {
        tokenCalls++;
        return wrongSecret
                ? answer(401, Map.of(), "{\"error\":\"invalid_client\"}", sentAt)
                : answer(
                        200,
                        Map.of(),
                        "{\"access_token\":\"t" + tokenCalls + "\",\"token_type\":\"Bearer\",\"expires_in\":1800}",
                        sentAt);
    }

    private HttpAnswer api(HttpCall call, Instant sentAt) throws IOException {
        if (down.test(sentAt)) {
            return answer(503, Map.of(), "{\"error\":\"maintenance\"}", sentAt);
        }
        var batch = JSON.readTree(call.body()).get("value");
        batchSizes.add(batch.size());
        var fault = faults.poll();
        if (fault instanceof Status status) {
            return answer(status.status(), status.headers(), status.body(), sentAt);
        }
        if (fault instanceof Timeout timeout) {
            if (timeout.applied()) {
                take(batch);
            }
            clock.advance(Duration.ofSeconds(30));
            throw new HttpTimeoutException("simulated");
        }
        if (fault instanceof Lost) {
            throw new ConnectionLostException();
        }
        return batch(batch, sentAt);
    }

    private HttpAnswer batch(JsonNode batch, Instant sentAt) {
        if (batch.size() > maxBatch) {
            return answer(413, Map.of(), "{\"error\":\"too many\"}", sentAt);
        }
        for (var credit : batch) {
            if (poison.contains(ref(credit))) {
                return answer(500, Map.of(), "{\"error\":\"internal\"}", sentAt);
            }
        }
        if (wholeBatchConflict) {
            for (var credit : batch) {
                if (credits.containsKey(ref(credit))) {
                    return answer(409, Map.of(), "{\"error\":\"conflict\"}", sentAt);
                }
            }
        }
        return answer(200, Map.of(), take(batch).toString(), sentAt);
    }

    private ObjectNode take(JsonNode batch) {
        var answer = JSON.createObjectNode();
        var results = answer.putArray("results");
        for (var credit : batch) {
            var ref = ref(credit);
            timesSent.merge(ref, 1, Integer::sum);
            var known = credits.containsKey(ref);
            var bad = rejected.contains(ref);
            if (!known && !bad && (silentAreApplied || !silent.contains(ref))) {
                credits.put(ref, credit);
            }
            if (silent.contains(ref)) {
                continue;
            }
            var item = results.insertObject(0).put("sourceRef", ref);
            if (bad) {
                item.put("status", "ERROR").put("errorMessage", "Participant not found");
            } else if (known) {
                item.put("status", duplicateStatus).put("errorMessage", duplicateMessage);
            } else {
                item.put("status", "CREATED");
            }
        }
        return answer;
    }

    private static String ref(JsonNode credit) {
        return credit.get("sourceRef").textValue();
    }

    private static HttpAnswer answer(int status, Map<String, List<String>> headers, String body, Instant sentAt) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Content-Type", List.of("application/json"));
        return new HttpAnswer(status, all, body.getBytes(StandardCharsets.UTF_8), sentAt);
    }
}
