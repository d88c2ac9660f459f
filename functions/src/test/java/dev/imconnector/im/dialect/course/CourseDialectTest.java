package dev.imconnector.im.dialect.course;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.DialectContractTest;
import dev.imconnector.im.dialect.Operation;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect of the course keeps the contract, and has ways of its own. */
class CourseDialectTest extends DialectContractTest {

    private static final String BASE = "/successfactors/im";

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final CourseDialect dialect = new CourseDialect(Pattern.compile("(?i)already exists"));

    @Override
    protected Wire wire() {
        return new CourseWire();
    }

    private final class CourseWire implements Wire {

        @Override
        public Dialect dialect() {
            return dialect;
        }

        @Override
        public String basePath() {
            return BASE;
        }

        @Override
        public String listPath(Entity entity) {
            return BASE + "/" + entity.text();
        }

        @Override
        public String page(List<String> rows, Optional<String> nextLink) {
            return "{\"value\":[" + String.join(",", rows) + "]"
                    + nextLink.map(link -> ",\"@odata.nextLink\":\"" + link + "\"")
                            .orElse("") + "}";
        }

        @Override
        public String link(String token) {
            return "results?$skiptoken=" + token;
        }

        @Override
        public String result(String id, String amount, String currencyCode) {
            return "{\"participantId\":\"%s\",\"payoutAmount\":%s,\"currencyCode\":\"%s\",\"unknown\":{\"x\":[1.10]}}"
                    .formatted(id, amount, currencyCode);
        }

        @Override
        public List<String> noPages() {
            return List.of(
                    "{\"error\":\"x\"}",
                    "[]",
                    "\"value\"",
                    "{\"value\":{}}",
                    "{\"value\":[1]}",
                    "{\"value\":[],\"value\":[]}",
                    "{\"value\":[],\"@odata.nextLink\":7}");
        }

        @Override
        public String rowPath(Entity entity, String id) {
            return listPath(entity) + "/" + PageLink.encode(id);
        }

        @Override
        public Map<PipelineState, List<String>> pipelineRuns() {
            return Map.of(
                    PipelineState.RUNNING,
                    List.of(
                            "{\"status\":\"CREATED\"}",
                            "{\"status\":\"in progress\"}",
                            "{\"status\":\"Queued\"}",
                            "{\"state\":\"PENDING\"}"),
                    PipelineState.SUCCEEDED,
                    List.of("{\"status\":\"COMPLETED\"}", "{\"status\":\"Successful\",\"state\":\"Done\"}"),
                    PipelineState.FAILED,
                    List.of(
                            "{\"status\":\"FAILED\"}",
                            "{\"status\":\"Cacel\",\"state\":\"Done\"}",
                            "{\"status\":\"SUCCESS\",\"state\":\"ABORTED\"}"),
                    PipelineState.UNKNOWN,
                    List.of("{}", "{\"status\":7}", "{\"status\":null,\"state\":\"DONE\"}", "{\"status\":{\"a\":1}}"));
        }

        @Override
        public String pushed(String sourceRef, String amount, String currencyCode, PushedCredit.Standing standing) {
            var status = switch (standing) {
                case TAKEN -> "PROCESSED";
                case IN_ERROR -> "Error";
                case REVERSED -> "REVERSED";
            };
            return "{\"sourceRef\":\"%s\",\"amount\":%s,\"currencyCode\":\"%s\",\"status\":\"%s\",\"more\":[1]}"
                    .formatted(sourceRef, amount, currencyCode, status);
        }

        @Override
        public String learned() {
            return "";
        }

        @Override
        public void answerBatch(ScriptedServer server, int status, List<Said> said) {
            answerBatch(server, Reply.json(status, batchAnswer(said)));
        }

        @Override
        public void answerBatch(ScriptedServer server, Reply reply) {
            server.next(BASE + "/credits/batch", reply);
        }

        @Override
        public void answerEachBatch(ScriptedServer server, Reply reply) {
            server.always(BASE + "/credits/batch", reply);
        }

        @Override
        public String batchAnswer(List<Said> said) {
            return said.stream().map(this::item).collect(Collectors.joining(",", "{\"results\":[", "]}"));
        }

        private String item(Said said) {
            var status = switch (said.saying()) {
                case CREATED -> "CREATED";
                case THERE -> "DUPLICATE";
                case THERE_BY_WORDS, REJECTED -> "ERROR";
                case ODD -> "PONDERED";
            };
            var words = said.saying() == Saying.THERE_BY_WORDS ? "Credit already exists" : said.words();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("sourceRef", said.sourceRef())
                    .put("status", status)
                    .put("errorMessage", words)
                    .toString();
        }

        @Override
        public int batches(ScriptedServer server) {
            return server.count(BASE + "/credits/batch");
        }

        @Override
        public List<String> sentValues(ScriptedServer server, String field) {
            var requests = server.requests(BASE + "/credits/batch");
            var values = new ArrayList<String>();
            for (var credit : read(requests.get(requests.size() - 1).body()).path("value")) {
                var value = credit.path(field);
                values.add(value.isNumber() ? value.decimalValue().toPlainString() : value.textValue());
            }
            return values;
        }

        private JsonNode read(String json) {
            try {
                return EXACT.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void answerChange(ScriptedServer server, Operation operation, String id, Reply reply) {
            var entity = switch (operation) {
                case REPLACE_QUOTA, CHANGE_QUOTA -> Entity.QUOTAS;
                default -> Entity.PARTICIPANTS;
            };
            server.next(rowPath(entity, id), reply);
        }

        @Override
        public Optional<StartWire> starts(ScriptedServer server) {
            return Optional.of(new CourseStarts(server, listPath(Entity.PIPELINE_RUNS)));
        }
    }

    private record CourseStarts(ScriptedServer server, String path) implements StartWire {

        @Override
        public String body() {
            return "{\"pipelineId\":\"P\"}";
        }

        @Override
        public Reply started(String id) {
            return Reply.json(201, "{\"a\":{\"runId\":\"no\"},\"runId\":" + id + "}");
        }

        @Override
        public void answer(Reply... replies) {
            server.next(path, replies);
        }

        @Override
        public void answerEach(Reply reply) {
            server.always(path, reply);
        }

        @Override
        public long sent() {
            return server.count(path);
        }
    }

    @Test
    void everything_is_there_but_the_replacement_of_a_participant_and_the_end_of_a_pipeline_run() {
        assertThat(dialect.reads().entities())
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(Entity.SALES_TRANSACTIONS, Entity.PERIODS, Entity.POSITIONS)));
        assertThat(dialect.writes().operations())
                .hasSize(Operation.values().length - 2)
                .doesNotContain(Operation.REPLACE_PARTICIPANT, Operation.CANCEL_PIPELINE_RUN);
    }

    @Test
    void a_list_is_asked_for_with_the_options_of_OData() {
        var link = dialect.reads().pages().first(PageQuery.of(Entity.RESULTS).top(10));

        assertThat(link.path()).isEqualTo("/results?$orderby=participantId%2CperiodId&$top=10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@odata.nextLink", "@odata.nextlink", "nextLink", "odata.nextLink", "next", "__next"})
    void a_link_is_found_before_the_rows_too_and_however_it_is_spelt(String name) {
        var body = "{\"" + name + "\":\"results?p=2\",\"value\":[]}";

        assertThat(dialect.reads().pages().read(new PageLink("/results", true), answer(body)))
                .isInstanceOfSatisfying(
                        PageAnswer.Rows.class,
                        rows -> assertThat(rows.nextLink()).contains("results?p=2"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"message\":\"a\"}', a",
        "'{\"errorMessage\":\"a\"}', a",
        "'{\"detail\":\"a\"}', a",
        "'{\"error\":\"a\"}', a",
        "'{\"error\":{\"code\":1,\"message\":\"a\"}}', a",
        "'{\"error\":7,\"error_description\":\"a\"}', a",
        "'{\"other\":\"a\"}', ''",
    })
    void words_are_found_wherever_a_server_puts_them(String body, String words) {
        assertThat(dialect.protocol().words(answer(body))).isEqualTo(words);
    }

    private static HttpAnswer answer(String body) {
        return new HttpAnswer(
                200,
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
