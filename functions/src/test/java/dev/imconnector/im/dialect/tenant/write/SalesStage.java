package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.Credit;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.CreditDialect;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.im.dialect.tenant.TenantDialect;
import dev.imconnector.im.dialect.tenant.TenantFamily;
import dev.imconnector.im.dialect.tenant.write.SendingCare.Look;
import dev.imconnector.im.dialect.tenant.write.TransactionShape.AssignBy;
import dev.imconnector.im.dialect.tenant.write.TransactionShape.References;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A tenant of which each answer is scripted, over real sockets and in virtual time; and what is sent to it. */
final class SalesStage implements AutoCloseable {

    static final String ORDERS = "salesOrders";
    static final String TRANSACTIONS = "salesTransactions";
    static final Duration SETTLE = Duration.ofSeconds(45);
    private static final String BASE = "/api/v2/";

    final SettableClock clock = new SettableClock();
    final ScriptedServer server = new ScriptedServer();
    private final Map<String, Queue<Reply>> scripts = new HashMap<>();
    private Optional<String> hashAttribute = Optional.empty();
    private References references = References.MIXED;
    private boolean units;
    private ImStack stack;

    SalesStage() {
        server.always("/oauth/token", Reply.token("a-token-of-the-tenant", 1_800));
        for (var resource : List.of(ORDERS, TRANSACTIONS)) {
            server.always(BASE + resource, request -> next(request, resource));
        }
    }

    private synchronized Reply next(RecordedRequest request, String resource) {
        var script = scripts.getOrDefault(request.method() + " " + resource, new ArrayDeque<>());
        if (script.isEmpty()) {
            return request.method().equals("GET") ? rows(resource) : Reply.json(418, "{}");
        }
        return script.remove();
    }

    /** Has the next requests of that kind answered so; a look that nobody has scripted finds nothing. */
    synchronized SalesStage answering(String methodAndResource, Reply... replies) {
        scripts.computeIfAbsent(methodAndResource, each -> new ArrayDeque<>()).addAll(List.of(replies));
        return this;
    }

    SalesStage keepingHashesIn(String attribute) {
        hashAttribute = Optional.of(attribute);
        return this;
    }

    /** {@code {"resource":[row…]}}. */
    static Reply rows(String resource, String... rows) {
        return Reply.json("{\"" + resource + "\":[" + String.join(",", rows) + "]}");
    }

    static Reply made(String resource, String... rows) {
        return Reply.json(201, "{\"" + resource + "\":[" + String.join(",", rows) + "]}");
    }

    static String order(String seq, String orderId) {
        return "{\"salesOrderSeq\":\"%s\",\"orderId\":\"%s\"}".formatted(seq, orderId);
    }

    static String transaction(String seq, String orderSeq, String amount) {
        return transaction(seq, orderSeq, amount, "");
    }

    static String transaction(String seq, String orderSeq, String amount, String more) {
        return """
                {"salesTransactionSeq":"%s","salesOrder":"%s","eventType":"9000","lineNumber":{"value":1,"unitType":\
                {"name":"integer"}},"subLineNumber":{"value":"1","unitType":{"name":"integer"}},"value":{"value":%s,\
                "unitType":{"name":"EUR"}},"compensationDate":"2026-03-01T00:00:00.000-0800"%s}""".formatted(seq, orderSeq, amount, more);
    }

    static String error(String words) {
        return "{\"_ERROR_\":\"" + words + "\"}";
    }

    static Credit credit(String sourceRef, String amount) {
        return new Credit(sourceRef, "P-1", "2026-03-01", new BigDecimal(amount), "EUR", "2026-03");
    }

    static Learned learned() {
        return new Learned(
                "9000",
                Optional.of("38280596832649219"),
                Optional.of("38280596832649220"),
                "Main",
                Map.of("integer", 0, "EUR", 2, "JPY", 0, "quantity", 2),
                Map.of("2026-03", List.of(new Learned.Span(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)))));
    }

    private static Learned withoutUnits(Learned all) {
        return new Learned(
                all.eventTypeSeq(), Optional.empty(), Optional.empty(), all.calendar(), all.scales(), all.periods());
    }

    /** Has what is sent name other objects so, units among them. */
    SalesStage namingAll(References how) {
        references = how;
        units = true;
        return this;
    }

    CreditDialect dialect(Look look) {
        var sales = sales(look);
        var dialect = new TenantDialect(
                TenantFamily.HYPERSCALER,
                () -> {
                    throw new AssertionError("Who sends credits has no part in reading");
                },
                () -> sales);
        stack = new ImStack(
                new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock),
                clock,
                0,
                server.uri(""),
                BASE.substring(0, BASE.length() - 1),
                dialect);
        return dialect.writes().credits((units ? learned() : withoutUnits(learned())).toText());
    }

    private TenantSales sales(Look look) {
        return new TenantSales(
                new TransactionShape(
                        Optional.of("Order"),
                        Optional.empty(),
                        "integer",
                        AssignBy.PAYEE,
                        units ? Optional.of("EMEA") : Optional.empty(),
                        units ? Optional.of("Main") : Optional.empty(),
                        hashAttribute,
                        references),
                SendingCare.of(look, SETTLE, Pattern.compile("TCMP_35004")));
    }

    BatchResponse post(Look look, Credit... credits) throws InterruptedException {
        return post(look, false, credits);
    }

    BatchResponse post(Look look, boolean once, Credit... credits) throws InterruptedException {
        var dialect = dialect(look);
        return dialect.post(
                dialect.batch(List.of(credits)),
                once,
                CallTimes.until(Deadline.after(Duration.ofMinutes(30), clock)),
                stack.connection.transport(stack.sleeper, () -> {}));
    }

    boolean takes(Look look, Credit known) throws InterruptedException {
        return dialect(look)
                .takes(
                        known,
                        CallTimes.until(Deadline.after(Duration.ofMinutes(30), clock)),
                        stack.connection.transport(stack.sleeper, () -> {}));
    }

    /** What IM said of the only credit. */
    CreditVerdict postOne(Look look, Credit credit) throws InterruptedException {
        var response = post(look, credit);
        return response.items().get(0);
    }

    Duration waited() {
        return stack.sleeper.total();
    }

    /** The requests in their order, as {@code POST salesOrders}. */
    String requests() {
        return server.requests().stream()
                .filter(request -> request.path().startsWith(BASE))
                .map(request -> request.method() + " " + request.path().substring(BASE.length()))
                .collect(Collectors.joining(", "));
    }

    List<RecordedRequest> requests(String method, String resource) {
        return server.requests(BASE + resource).stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    static String decoded(String query) {
        return URLDecoder.decode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
