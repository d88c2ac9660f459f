package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.DialectContractTest;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.tenant.write.SendingCare;
import dev.imconnector.im.dialect.tenant.write.TenantSales;
import dev.imconnector.im.dialect.tenant.write.TransactionShape;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The dialect of a tenant keeps the contract: what it says is certain, whatever the answers are. */
class HyperscalerDialectTest extends DialectContractTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final SalesWire wire = new SalesWire(family());

    TenantFamily family() {
        return TenantFamily.HYPERSCALER;
    }

    @Override
    protected Wire wire() {
        return wire;
    }

    @Override
    protected AnswerMeaning meaningOf(int status) {
        return status == 402 ? AnswerMeaning.FORBIDDEN : super.meaningOf(status);
    }

    /** Makes every order; of transactions it says what is scripted, and shows those of which it has said that they are there. */
    private static final class SalesWire extends TenantReadingTest.TenantWire implements Wire {

        private final Map<String, String> refsByOrder = new LinkedHashMap<>();
        private final Map<String, ObjectNode> there = new HashMap<>();
        private final Queue<Function<RecordedRequest, Reply>> next = new ArrayDeque<>();
        private Function<RecordedRequest, Reply> always;

        SalesWire(TenantFamily family) {
            super(family);
        }

        @Override
        public Dialect dialect() {
            return new TenantDialect(
                    family,
                    () -> TenantReadingTest.OPTIONS,
                    () -> new TenantSales(
                            new TransactionShape(
                                    Optional.of("Order"),
                                    Optional.empty(),
                                    "integer",
                                    TransactionShape.AssignBy.PAYEE,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    TransactionShape.References.MIXED),
                            SendingCare.of(
                                    SendingCare.Look.NOT_FIRST, Duration.ofSeconds(1), Pattern.compile("TCMP_35004"))));
        }

        @Override
        public String learned() {
            return """
                    {"eventTypeSeq":"9000","calendar":"Main","scales":{"integer":0,"EUR":2},\
                    "periods":[["2026-03","2026-03-01","2026-04-01"]]}""";
        }

        private synchronized void install(ScriptedServer server) {
            server.always(
                    basePath() + "/salesOrders",
                    request -> request.body().isEmpty() ? list("salesOrders") : made(request));
            server.always(
                    basePath() + "/salesTransactions", request -> request.body().isEmpty() ? shown() : said(request));
        }

        private static Reply list(String resource) {
            return Reply.json("{\"" + resource + "\":[]}");
        }

        private synchronized Reply made(RecordedRequest request) {
            var answer = EXACT.createObjectNode();
            var orders = answer.putArray("salesOrders");
            for (var order : read(request.body())) {
                var seq = "1" + refsByOrder.size();
                refsByOrder.put(seq, order.path("orderId").textValue());
                orders.addObject().put("salesOrderSeq", seq).set("orderId", order.path("orderId"));
            }
            return Reply.json(201, answer.toString());
        }

        private synchronized Reply shown() {
            var answer = EXACT.createObjectNode();
            answer.putArray("salesTransactions").addAll(there.values());
            return Reply.json(answer.toString());
        }

        private synchronized Reply said(RecordedRequest request) {
            var script = next.isEmpty() ? always : next.remove();
            return script == null ? Reply.json(201, "{}") : script.apply(request);
        }

        @Override
        public synchronized void answerBatch(ScriptedServer server, int status, List<Said> said) {
            install(server);
            next.add(request -> Reply.json(status, answer(request, said)));
        }

        /** Each element in its own place; of what is not spoken of, none. */
        private String answer(RecordedRequest request, List<Said> said) {
            var answer = EXACT.createObjectNode();
            var elements = answer.putArray("salesTransactions");
            for (var sent : read(request.body())) {
                var ref = refsByOrder.get(sent.at("/salesOrder/salesOrderSeq").textValue());
                said.stream()
                        .filter(each -> each.sourceRef().equals(ref))
                        .findFirst()
                        .ifPresent(each -> elements.add(element((ObjectNode) sent, each)));
            }
            if (elements.isEmpty()) {
                said.forEach(each -> elements.add(foreign(each)));
            }
            return answer.toString();
        }

        private ObjectNode element(ObjectNode sent, Said said) {
            var row = sent.deepCopy()
                    .put("salesTransactionSeq", "7" + said.sourceRef().substring(2));
            return switch (said.saying()) {
                case CREATED -> {
                    there.put(said.sourceRef(), row);
                    yield row;
                }
                case THERE, THERE_BY_WORDS -> {
                    there.put(said.sourceRef(), row);
                    yield EXACT.createObjectNode().put("_ERROR_", "TCMP_35004:E: another object has the key");
                }
                case REJECTED -> EXACT.createObjectNode().put("_ERROR_", said.words());
                case ODD -> EXACT.createObjectNode().put("pondered", true);
            };
        }

        private static ObjectNode foreign(Said said) {
            return EXACT.createObjectNode()
                    .put("salesTransactionSeq", "799")
                    .put("salesOrder", "of " + said.sourceRef());
        }

        @Override
        public synchronized void answerBatch(ScriptedServer server, Reply reply) {
            install(server);
            next.clear();
            always = request -> reply;
        }

        @Override
        public synchronized void answerEachBatch(ScriptedServer server, Reply reply) {
            answerBatch(server, reply);
        }

        @Override
        public String batchAnswer(List<Said> said) {
            var answer = EXACT.createObjectNode();
            var elements = answer.putArray("salesTransactions");
            said.forEach(each -> elements.add(foreign(each)));
            return answer.toString();
        }

        private List<RecordedRequest> posts(ScriptedServer server) {
            return server.requests(basePath() + "/salesTransactions").stream()
                    .filter(request -> request.method().equals("POST"))
                    .toList();
        }

        @Override
        public int batches(ScriptedServer server) {
            return posts(server).size();
        }

        @Override
        public List<String> sentValues(ScriptedServer server, String field) {
            var posts = posts(server);
            var values = new ArrayList<String>();
            for (var sent : read(posts.get(posts.size() - 1).body())) {
                values.add(
                        field.equals("amount")
                                ? sent.at("/value/value").decimalValue().toPlainString()
                                : refsByOrder.get(
                                        sent.at("/salesOrder/salesOrderSeq").textValue()));
            }
            return values;
        }

        @Override
        public void answerChange(ScriptedServer server, Operation operation, String id, Reply reply) {
            throw new AssertionError("A tenant's rows are not changed");
        }

        @Override
        public Optional<StartWire> starts(ScriptedServer server) {
            return pipelines(server).map(wire -> wire);
        }

        @Override
        public Optional<CancelWire> cancels() {
            return pipelines(null).map(wire -> wire);
        }

        private Optional<PipelineWire> pipelines(ScriptedServer server) {
            return Optional.of(new PipelineWire(server)).filter(wire -> family.hasPipelines());
        }

        private static JsonNode read(String json) {
            try {
                return EXACT.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
