package dev.imconnector.testkit;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The reading half of a simulated IM, without a network and in virtual time: hands out rows page by page, and misbehaves
 * as told. Thread-safe.
 */
public final class SimulatedRows implements HttpExchange {

    private static final String SKIP_TOKEN = "$skiptoken";

    private final SettableClock clock;
    private final List<Instant> arrivals = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Map<Integer, Fault> faultsOfRequests = new HashMap<>();
    private List<String> rows = List.of();
    private UnaryOperator<List<String>> order = all -> all;
    private UnaryOperator<String> link = path -> "http://localhost/successfactors/im/" + path;
    private Duration latency = Duration.ofMillis(20);
    private int pageSize = 10;
    private boolean topIsTotal;
    private int limit;
    private int throttled;
    private int tokenCalls;
    private int linkEpoch;

    /** Makes something else of an answer that would have been good. */
    @FunctionalInterface
    public interface Fault {
        HttpAnswer instead(HttpAnswer good) throws IOException;

        static Fault status(int status) {
            return good -> new HttpAnswer(
                    status,
                    Map.of("Content-Type", List.of("application/json")),
                    ("{\"error\":\"status " + status + "\"}").getBytes(StandardCharsets.UTF_8),
                    good.sentAt());
        }

        static Fault html() {
            return good -> new HttpAnswer(
                    200,
                    Map.of("Content-Type", List.of("text/html")),
                    "<html>Maintenance</html>".getBytes(StandardCharsets.UTF_8),
                    good.sentAt());
        }

        static Fault cutOff() {
            return body(text -> text.substring(0, text.length() / 2));
        }

        static Fault body(UnaryOperator<String> change) {
            return good -> new HttpAnswer(
                    200,
                    good.headers(),
                    change.apply(new String(good.body(), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8),
                    good.sentAt());
        }

        static Fault timeout() {
            return good -> {
                throw new HttpTimeoutException("simulated");
            };
        }
    }

    public SimulatedRows(SettableClock clock) {
        this.clock = clock;
    }

    public synchronized SimulatedRows rows(List<String> json) {
        rows = List.copyOf(json);
        return this;
    }

    /** That many results of 1.10 EUR each, in the order of participantId. */
    public SimulatedRows results(int count) {
        return rows(IntStream.range(0, count)
                .mapToObj(number -> ("{\"participantId\":\"P%06d\",\"periodId\":\"2026-03\",\"status\":\"APPROVED\","
                                + "\"payoutAmount\":1.10,\"currencyCode\":\"EUR\"}")
                        .formatted(number))
                .toList());
    }

    public synchronized List<String> rows() {
        return rows;
    }

    public synchronized SimulatedRows pageSize(int size) {
        pageSize = size;
        return this;
    }

    /** How the rows are ordered, asked anew for each page. */
    public synchronized SimulatedRows order(UnaryOperator<List<String>> each) {
        order = each;
        return this;
    }

    /** What a nextLink is made of its entity and query, such as {@code results?$skiptoken=…}. */
    public synchronized SimulatedRows link(UnaryOperator<String> form) {
        link = form;
        return this;
    }

    public synchronized SimulatedRows topIsTotal() {
        topIsTotal = true;
        return this;
    }

    /** Links that were made before are no longer accepted. */
    public synchronized void expireLinks() {
        linkEpoch++;
    }

    /** 429 beyond that many requests in any 60 s. */
    public synchronized SimulatedRows limit(int requestsPerMinute) {
        limit = requestsPerMinute;
        return this;
    }

    public synchronized SimulatedRows latency(Duration each) {
        latency = each;
        return this;
    }

    /** What becomes of the next requests to the API. */
    public synchronized SimulatedRows next(Fault... more) {
        faults.addAll(List.of(more));
        return this;
    }

    /** What becomes of that request to the API, the first being 1. */
    public synchronized SimulatedRows nth(int number, Fault fault) {
        faultsOfRequests.put(number, fault);
        return this;
    }

    /** The requests to the API so far, each as its path and decoded query. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    public synchronized List<Instant> arrivals() {
        return List.copyOf(arrivals);
    }

    public synchronized int throttled() {
        return throttled;
    }

    public synchronized int tokenCalls() {
        return tokenCalls;
    }

    @Override
    public synchronized HttpAnswer send(HttpCall call) throws IOException {
        var sentAt = clock.instant();
        arrivals.add(sentAt);
        clock.advance(latency);
        if (limit > 0 && arrivedIn60SecondsBefore(sentAt) > limit) {
            throttled++;
            return answer(429, "{\"error\":\"Rate limit exceeded.\"}", sentAt);
        }
        if (call.uri().getPath().endsWith("/oauth/token")) {
            tokenCalls++;
            return answer(
                    200,
                    "{\"access_token\":\"t" + tokenCalls + "\",\"token_type\":\"Bearer\",\"expires_in\":1800}",
                    sentAt);
        }
        if (!call.method().equals("GET") || !call.headers().containsKey("Authorization")) {
            throw new AssertionError("A reader only reads, with its token: " + call);
        }
        asked.add(call.uri().getPath() + "?" + call.uri().getQuery());
        var fault = faults.isEmpty() ? faultsOfRequests.get(asked.size()) : faults.remove();
        var good = page(call, sentAt);
        return fault == null ? good : fault.instead(good);
    }

    private long arrivedIn60SecondsBefore(Instant moment) {
        return arrivals.stream()
                .filter(each -> each.isAfter(moment.minusSeconds(60)))
                .count();
    }

    private HttpAnswer page(HttpCall call, Instant sentAt) {
        var options = options(call.uri().getRawQuery());
        var token = options.get(SKIP_TOKEN);
        if (token != null && !token.endsWith("." + linkEpoch)) {
            return answer(410, "{\"error\":\"The link has expired\"}", sentAt);
        }
        var from = token == null ? 0 : Integer.parseInt(token.substring(0, token.indexOf('.')));
        var all = order.apply(rows);
        var end = topIsTotal && options.containsKey("$top")
                ? Math.min(all.size(), Integer.parseInt(options.get("$top")))
                : all.size();
        var to = Math.min(end, from + pageSize);
        var body = new StringBuilder("{\"value\":[").append(String.join(",", all.subList(from, to)));
        body.append(']');
        if (to < end) {
            options.put(SKIP_TOKEN, to + "." + linkEpoch);
            var query = new StringBuilder();
            options.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(value));
            var entity = call.uri().getPath().substring("/successfactors/im/".length());
            body.append(",\"@odata.nextLink\":\"")
                    .append(link.apply(entity + "?" + query))
                    .append('"');
        }
        return answer(200, body.append('}').toString(), sentAt);
    }

    private static Map<String, String> options(String rawQuery) {
        var options = new LinkedHashMap<String, String>();
        for (var option : rawQuery.split("&")) {
            var equals = option.indexOf('=');
            options.put(
                    URLDecoder.decode(option.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return options;
    }

    private static HttpAnswer answer(int status, String body, Instant sentAt) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", List.of("application/json"), "Retry-After", List.of("30")),
                body.getBytes(StandardCharsets.UTF_8),
                sentAt);
    }
}
