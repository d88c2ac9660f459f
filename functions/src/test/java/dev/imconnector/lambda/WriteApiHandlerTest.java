package dev.imconnector.lambda;

import static dev.imconnector.lambda.ApiScenario.API;
import static dev.imconnector.lambda.ApiScenario.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.lambda.ApiScenario.Answer;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writes of the HTTP API: what comes back, what reaches IM, and what is left as proof. */
class WriteApiHandlerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BATCH = API + "/credits/batch";
    private static final String PIPELINE_RUNS = API + "/pipeline-runs";
    private static final String START = "{\"pipelineId\":\"nightly\"}";

    @TempDir
    Path folder;

    private ApiScenario scenario;
    private WriteApiHandler handler;

    @BeforeEach
    void start() {
        scenario = new ApiScenario(folder, ClientRole.WRITER, Map.of());
        handler = new WriteApiHandler(scenario.connector, RunMetrics.NONE);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    // ---- POST /credits

    private static String credit(String sourceRef, String amount) {
        return """
                {"sourceRef":"%s","participantId":"P1","transactionDate":"2026-03-01","amount":%s,"currencyCode":"EUR",\
                "periodId":"2026-03"}""".formatted(sourceRef, amount);
    }

    private static String body(String... credits) {
        return "{\"value\":[" + String.join(",", credits) + "]}";
    }

    private Answer credits(String... credits) {
        return scenario.request("POST", "/credits").body(body(credits)).send(handler);
    }

    private static Reply created(RecordedRequest request) {
        return answer(request, "CREATED", "");
    }

    private static Reply answer(RecordedRequest request, String status, String message) {
        try {
            var answer = JSON.createObjectNode();
            var results = answer.putArray("results");
            JSON.readTree(request.body())
                    .get("value")
                    .forEach(credit -> results.addObject()
                            .put("sourceRef", credit.get("sourceRef").textValue())
                            .put("status", status)
                            .put("errorMessage", message));
            return Reply.json(200, answer.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> outcomes(Answer answer) {
        var outcomes = new ArrayList<String>();
        answer.body()
                .get("results")
                .forEach(each -> outcomes.add(each.get("sourceRef").asText() + " "
                        + each.get("outcome").asText()));
        return outcomes;
    }

    @Test
    void credits_that_are_all_in_im_are_answered_200_each_with_its_outcome() {
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        var answer = credits(credit("a", "10.50"), credit("b", "-3"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(outcomes(answer)).containsExactly("a CREATED", "b CREATED");
        assertThat(scenario.im.requests(BATCH).get(0).body()).contains("\"amount\":10.50", "\"amount\":-3");
    }

    @Test
    void credits_that_im_has_already_are_in_im_too() {
        scenario.im.always(BATCH, request -> answer(request, "ERROR", "409 Conflict: sourceRef a already exists"));

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(outcomes(answer)).containsExactly("a ALREADY_PRESENT");
    }

    @Test
    void credits_that_are_all_rejected_here_are_answered_422_and_nothing_is_sent() {
        var answer = credits(credit("a", "\"ten\""), credit("b", "\"1e3\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(outcomes(answer)).containsExactly("a REJECTED", "b REJECTED");
        assertThat(answer.body().at("/results/0/code").asText()).startsWith("AMOUNT");
        assertThat(scenario.im.requests()).isEmpty();
        assertThat(scenario.hasAudit()).isFalse();
    }

    @Test
    void a_mix_of_outcomes_is_answered_207_in_the_order_of_the_request() {
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        var answer = credits(credit("a", "1"), credit("b", "\"x\""), credit("c", "3"));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(outcomes(answer)).containsExactly("a CREATED", "b REJECTED", "c CREATED");
    }

    @Test
    void equal_credits_are_sent_once_and_conflicting_ones_not_at_all() throws IOException {
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        var answer = credits(
                credit("same", "1.0"),
                credit("other", "1"),
                credit("same", "1.00"),
                credit("other", "2"),
                credit("c", "3"));

        assertThat(outcomes(answer))
                .containsExactly(
                        "same CREATED", "other REJECTED", "same ALREADY_PRESENT", "other REJECTED", "c CREATED");
        assertThat(answer.body().at("/results/1/code").asText()).isEqualTo("CONFLICTING_SOURCE_REF");
        assertThat(answer.body().at("/results/1/reason").asText()).contains("value[3]");
        assertThat(answer.body().at("/results/3/reason").asText()).contains("value[1]");
        assertThat(JSON.readTree(scenario.im.requests(BATCH).get(0).body())
                        .get("value")
                        .findValuesAsText("sourceRef"))
                .containsExactly("same", "c");
    }

    @Test
    void five_hundred_credits_go_out_in_batches() {
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        var answer = credits(
                IntStream.range(0, 500).mapToObj(i -> credit("c" + i, "1")).toArray(String[]::new));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(outcomes(answer))
                .isEqualTo(IntStream.range(0, 500)
                        .mapToObj(i -> "c" + i + " CREATED")
                        .toList());
        assertThat(scenario.im.count(BATCH)).isEqualTo(5);
        assertThat(scenario.im.count(ApiScenario.TOKEN)).isEqualTo(1);
    }

    @Test
    void more_than_500_credits_are_refused_and_nothing_is_sent() {
        var answer = credits(
                IntStream.range(0, 501).mapToObj(i -> credit("c" + i, "1")).toArray(String[]::new));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("TOO_MANY_CREDITS");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void a_429_that_lasts_too_long_is_passed_on_with_its_wait() {
        scenario.im.always(BATCH, Reply.json(429, "{}").withHeader("Retry-After", "30"));

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.error()).isEqualTo("IM_THROTTLED");
        assertThat(answer.headers()).containsEntry("Retry-After", "30");
    }

    @Test
    void a_429_that_passes_in_time_is_waited_for() {
        scenario.im.next(BATCH, Reply.json(429, "{}").withHeader("Retry-After", "5"));
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        assertThat(credits(credit("a", "1")).status()).isEqualTo(200);
    }

    @Test
    void a_credit_that_another_request_has_under_way_is_waited_for() throws Exception {
        var hold = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        scenario.im.always(BATCH, request -> {
            arrived.countDown();
            return created(request).heldUntil(hold);
        });
        var threads = Executors.newFixedThreadPool(2);
        try {
            var first = threads.submit(() -> credits(credit("a", "1"), credit("b", "1")));
            arrived.await();
            var second = threads.submit(() -> credits(credit("b", "1"), credit("c", "1")));
            var other = credits(credit("d", "\"none of the two\""));
            assertThat(other.status()).isEqualTo(422);
            assertThat(scenario.im.count(BATCH)).isEqualTo(1);
            hold.countDown();

            assertThat(first.get().status()).isEqualTo(200);
            assertThat(second.get().status()).isEqualTo(200);
            assertThat(scenario.im.count(BATCH)).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_credit_that_stays_under_way_elsewhere_ends_in_a_504_and_nothing_is_sent() throws Exception {
        var hold = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        scenario.im.always(BATCH, request -> {
            arrived.countDown();
            return created(request).heldUntil(hold);
        });
        var threads = Executors.newSingleThreadExecutor();
        try {
            var first = threads.submit(() -> credits(credit("a", "1")));
            arrived.await();
            var second = scenario.request("POST", "/credits")
                    .body(body(credit("a", "1")))
                    .within(Duration.ZERO)
                    .send(handler);

            assertThat(second.status()).isEqualTo(504);
            assertThat(scenario.im.count(BATCH)).isEqualTo(1);
            hold.countDown();
            assertThat(first.get().status()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_im_that_is_down_is_answered_503() {
        scenario.im.always(BATCH, Reply.json(503, "{}"));

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("IM_UNAVAILABLE");
        assertThat(answer.body().get("fix").asText()).doesNotContain("run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "14, 14", "c4n4ry"})
    void credits_whose_answer_was_lost_are_unknown_and_never_called_not_sent(String how) {
        scenario.im.always(
                BATCH,
                how.equals("reset")
                        ? Reply.reset()
                        : Reply.json(200, "{\"results\":[]}").withHeader("Content-Length", how));

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(outcomes(answer)).containsExactly("a UNKNOWN");
    }

    @Test
    void time_that_ends_before_anything_was_sent_is_answered_504() {
        scenario.im.always(ApiScenario.TOKEN, Reply.status(503));

        var answer = scenario.request("POST", "/credits")
                .body(body(credit("a", "1")))
                .within(Duration.ofMillis(1))
                .send(handler);

        assertThat(answer.status()).isEqualTo(504);
        assertThat(scenario.im.requests(BATCH)).isEmpty();
    }

    @Test
    void a_secret_that_im_does_not_know_is_a_502_that_says_what_to_do() {
        scenario.im.always(ApiScenario.TOKEN, Reply.oauthError(401, "invalid_client", "no such client"));

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo("CLIENT_REJECTED");
        assertThat(answer.body().toString()).doesNotContain("canary");
    }

    @Test
    void inline_credits_leave_an_audit_and_receipts_without_values_in_the_audit() throws IOException {
        scenario.im.always(BATCH, WriteApiHandlerTest::created);

        credits(credit("a", "98765.43"), credit("b", "\"bad\""));

        var audit = scenario.audit("request-1");
        assertThat(audit.get("caller").asText()).isEqualTo(CALLER);
        assertThat(audit.get("route").asText()).isEqualTo("POST /credits");
        assertThat(audit.get("sourceRefs")).hasSize(1);
        assertThat(audit.get("outcome").asText()).isEqualTo("ANSWERED");
        assertThat(audit.get("detail").asText()).isEqualTo("{CREATED=1, REJECTED=1}");
        assertThat(audit.toString()).doesNotContain("98765");
        var receipt = JSON.readTree(receipts().get(0));
        assertThat(receipt.get("sourceRef").asText()).isEqualTo("a");
        assertThat(receipt.get("amount").decimalValue()).isEqualByComparingTo("98765.43");
        assertThat(receipt.get("outcome").asText()).isEqualTo("CREATED");
        assertThat(receipt.get("file").asText()).isEqualTo("POST /credits");
        assertThat(receipt.get("line").asInt()).isEqualTo(1);
    }

    @Test
    void an_audit_is_named_by_the_invocation_and_never_written_over() throws IOException {
        scenario.im.always(API + "/quotas/q1", Reply.json(200, "{}"));

        for (var target : List.of("1", "2")) {
            scenario.request("PATCH", "/quotas/{id}")
                    .requestId("chosen-by-the-caller")
                    .id("q1")
                    .body("{\"target" + target + "\":1}")
                    .send(handler);
        }

        assertThat(scenario.audits())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("9b4f6c1e-invocation-2.json", "9b4f6c1e-invocation.json");
        var first = ApiScenario.json(scenario.audits().get(1));
        assertThat(first.path("fields").toString()).isEqualTo("[\"target1\"]");
        assertThat(first.path("outcome").asText()).isEqualTo("CHANGED");
        assertThat(first.path("invocationId").asText()).isEqualTo("9b4f6c1e-invocation");
        assertThat(first.path("requestId").asText()).isEqualTo("chosen-by-the-caller");
    }

    @Test
    void audit_and_keys_lie_where_the_settings_say(@TempDir Path elsewhere) {
        scenario.im.always(API + "/quotas/q1", Reply.json(200, "{}"));
        try (var apart = new ApiScenario(
                elsewhere,
                ClientRole.WRITER,
                Map.of(
                        "AUDIT_LOCATION", elsewhere.resolve("audit").toUri().toString(),
                        "IDEMPOTENCY_LOCATION",
                                elsewhere.resolve("idempotency").toUri().toString()))) {
            apart.im.always(API + "/pipeline-runs", Reply.json(200, "{\"runId\":\"5\"}"));

            var answer = apart.request("POST", "/pipeline-runs")
                    .key("k")
                    .body("{\"pipelineId\":\"nightly\"}")
                    .send(new WriteApiHandler(apart.connector, RunMetrics.NONE));

            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
        assertThat(elsewhere).isDirectoryNotContaining("glob:**/runs");
        assertThat(elsewhere.resolve("audit")).isNotEmptyDirectory();
        assertThat(elsewhere.resolve("idempotency")).isNotEmptyDirectory();
    }

    private List<String> receipts() throws IOException {
        var file = scenario.auditFiles(".receipts.jsonl.gz").get(0);
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    @Test
    void nothing_is_sent_when_the_audit_cannot_be_written() throws IOException {
        Files.createDirectories(scenario.runs());
        Files.writeString(scenario.runs().resolve("audit"), "a file where a folder must be");

        var answer = credits(credit("a", "1"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(scenario.im.requests()).isEmpty();
    }

    // ---- PUT and PATCH

    @Test
    void a_change_reaches_im_as_it_was_written_digits_and_all() {
        scenario.im.always(API + "/quotas/12345678901234567", Reply.json(200, "{\"quotaId\":\"12345678901234567\"}"));

        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id("12345678901234567")
                .body("{\"target\":1000000000000.10,\"status\":\"ACTIVE\"}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("outcome").asText()).isEqualTo("CHANGED");
        assertThat(answer.body().at("/row/quotaId").asText()).isEqualTo("12345678901234567");
        var sent = scenario.im.requests(API + "/quotas/12345678901234567").get(0);
        assertThat(sent.method()).isEqualTo("PATCH");
        assertThat(sent.body()).isEqualTo("{\"target\":1000000000000.10,\"status\":\"ACTIVE\"}");
        var audit = scenario.audit("request-1");
        assertThat(audit.get("id").asText()).isEqualTo("12345678901234567");
        assertThat(audit.get("fields").toString()).isEqualTo("[\"target\",\"status\"]");
        assertThat(audit.toString()).doesNotContain("1000000000000");
    }

    @Test
    void a_row_that_was_like_that_already_is_unchanged() {
        scenario.im.always(API + "/participants/P1", Reply.status(304));

        var answer = scenario.request("PATCH", "/participants/{id}")
                .id("P1")
                .body("{\"status\":\"INACTIVE\"}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("outcome").asText()).isEqualTo("UNCHANGED");
    }

    @ParameterizedTest
    @CsvSource({"400,400", "404,404", "409,409", "422,422", "413,413", "405,502", "403,502", "500,502", "503,503"})
    void im_s_refusal_is_passed_on_with_its_words(int ofIm, int ours) {
        scenario.im.always(API + "/quotas/q1", Reply.json(ofIm, "{\"message\":\"not\\u0007 so\"}"));

        var answer = scenario.request("PUT", "/quotas/{id}")
                .id("q1")
                .body("{\"a\":1}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(ours);
        if (ours == ofIm && ofIm < 500) {
            assertThat(answer.body().get("message").asText()).contains("not so");
        }
        assertThat(answer.body().get("requestId").asText()).isEqualTo("request-1");
        assertThat(scenario.audit("request-1").get("outcome").asText()).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @CsvSource({"a%20b,a%20b", "a%3Fb,a%3Fb", "a%23b,a%23b", "a+b,a%2Bb", "%C3%A9,%C3%A9", "a;b=c,a%3Bb%3Dc", "..a,..a"
    })
    void an_id_stays_one_segment_of_the_path(String encoded, String sentAs) {
        scenario.im.always(API + "/quotas/" + sentAs, Reply.json(200, "{}"));

        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id(encoded)
                .body("{\"status\":\"A\"}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(scenario.sent()).containsExactly("PATCH " + API + "/quotas/" + sentAs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "%2E%2E",
                "..%2Fcredits%2Fbatch",
                "a%2Fb",
                "a%252Fb",
                "a%5Cb",
                "%00",
                "a%0D%0AHost:%20x",
                "%",
                "%zz",
                "",
                "%20",
                "%C3",
                "50%25"
            })
    void an_id_that_could_be_read_as_more_is_refused_and_nothing_is_sent(String encoded) {
        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id(encoded)
                .body("{\"status\":\"A\"}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isIn("ID_INVALID", "PATH_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
    }

    // ---- hostile bodies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "3",
                "\"x\"",
                "{",
                "{}",
                "{\"a\":1}x",
                "{\"a\":1}{\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1e999}",
                "{\"a\":{\"b\":-1E+5}}",
                "{\"a\":\"\\ud800\"}",
                "{\"quotaId\":\"other\"}",
                "{\"status\":5}",
                "{\"participantId\":12345678901234567}",
                "{\"status\":[\"A\"]}",
                "{\"a\":\"\ufffd\"}",
                "\ufeff{\"a\":1}",
                "{\"a\":1,}",
                "/**/{\"a\":1}",
                " ",
                "\u0000"
            })
    void a_body_that_readers_could_take_differently_is_refused_and_nothing_is_sent(String body) {
        var answer =
                scenario.request("PATCH", "/quotas/{id}").id("q1").body(body).send(handler);

        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.error()).isIn("BODY_INVALID", "FIELD_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
        assertThat(scenario.hasAudit()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"value\":{}}",
                "{\"value\":[]}",
                "{\"value\":[[]]}",
                "{\"value\":[1]}",
                "{\"value\":null}",
                "{\"value\":[{}],\"dryRun\":true}",
                "{\"value\":[{}]",
                "{\"value\":[{\"amount\":1,\"amount\":2}]}",
                "{\"value\":[{\"amount\":1}],\"value\":[]}"
            })
    void a_body_that_holds_no_credits_is_refused_and_nothing_is_sent(String body) {
        var answer = scenario.request("POST", "/credits").body(body).send(handler);

        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void deep_json_is_refused_without_a_stack_overflow() {
        var deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        var answer =
                scenario.request("PATCH", "/quotas/{id}").id("q1").body(deep).send(handler);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("message").asText()).contains("deeper than 16");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id("q1")
                .bytes("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))
                .send(handler);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("message").asText()).contains("UTF-8");
    }

    @Test
    void a_body_in_base64_is_a_body() {
        scenario.im.always(API + "/quotas/q1", Reply.json(200, "{}"));

        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id("q1")
                .bytes("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8))
                .send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(scenario.im.requests(API + "/quotas/q1").get(0).body()).isEqualTo("{\"a\":\"\u00e9\"}");
    }

    @Test
    void a_body_of_five_megabytes_is_answered_413() {
        var large = "{\"a\":\"" + "x".repeat(5_000_000) + "\"}";

        assertThat(scenario.request("PATCH", "/quotas/{id}")
                        .id("q1")
                        .body(large)
                        .send(handler)
                        .status())
                .isEqualTo(413);
        assertThat(scenario.request("POST", "/credits")
                        .body(large)
                        .send(handler)
                        .status())
                .isEqualTo(413);
        assertThat(scenario.im.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json; charset=iso-8859-1",
                "application/x-www-form-urlencoded",
                "text/json",
                "application/jsonp",
                ""
            })
    void another_content_type_is_answered_415(String type) {
        var answer = scenario.request("PATCH", "/quotas/{id}")
                .id("q1")
                .header("Content-Type", type)
                .body("{\"a\":1}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void a_compressed_body_or_one_without_a_type_is_answered_415() {
        assertThat(scenario.request("PATCH", "/quotas/{id}")
                        .id("q1")
                        .header("Content-Encoding", "gzip")
                        .body("{\"a\":1}")
                        .send(handler)
                        .status())
                .isEqualTo(415);
        assertThat(scenario.request("PATCH", "/quotas/{id}")
                        .id("q1")
                        .noHeader("Content-Type")
                        .body("{\"a\":1}")
                        .send(handler)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_route_that_is_not_there_is_answered_404() {
        var answer = scenario.request("DELETE", "/credits/{id}").id("a").send(handler);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("ROUTE_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"httpMethod\":5,\"resource\":{}}", "{\"body\":\"x\""})
    void an_event_that_no_api_sends_is_answered_400(String event) {
        var answer = ApiScenario.call(handler, event, 25_000);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("EVENT_INVALID");
        assertThat(answer.body().get("requestId").asText()).isEqualTo("9b4f6c1e-invocation");
    }

    @Test
    void a_request_id_that_is_no_name_of_a_file_is_replaced() {
        scenario.im.always(API + "/quotas/q1", Reply.json(200, "{}"));

        scenario.request("PATCH", "/quotas/{id}")
                .requestId("../../escaped")
                .id("q1")
                .body("{\"a\":1}")
                .send(handler);

        assertThat(scenario.audit("9b4f6c1e-invocation").get("outcome").asText())
                .isEqualTo("CHANGED");
    }

    // ---- POST /pipeline-runs

    private Answer startRun(String key) {
        return scenario.request("POST", "/pipeline-runs").key(key).body(START).send(handler);
    }

    @Test
    void a_pipeline_run_is_started_and_says_where_to_look() {
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":50000000000000001}"));

        var answer = scenario.request("POST", "/pipeline-runs").body(START).send(handler);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("runId").textValue()).isEqualTo("50000000000000001");
        assertThat(answer.body().get("path").asText()).isEqualTo("/pipeline-runs/50000000000000001");
        assertThat(scenario.audit("request-1").get("detail").asText()).isEqualTo("50000000000000001");
    }

    @Test
    void two_equal_requests_with_one_key_start_one_run_and_get_one_answer() {
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":\"r1\"}"));

        var first = startRun("k");
        var second = startRun("k");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers()).containsEntry("Idempotency-Replayed", "true");
        assertThat(scenario.im.count(PIPELINE_RUNS)).isEqualTo(1);
    }

    @Test
    void a_key_used_again_for_another_body_is_refused() {
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":\"r1\"}"));
        startRun("k");

        var answer = scenario.request("POST", "/pipeline-runs")
                .key("k")
                .body("{\"pipelineId\":\"other\"}")
                .send(handler);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(scenario.im.count(PIPELINE_RUNS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reset", "500", "502", "503", "504", "html", "unnamed", "two lengths", "no length", "huge chunk"
            })
    void a_lost_answer_is_said_to_be_lost_and_only_a_new_key_overrides_it(String how) {
        scenario.im.next(
                PIPELINE_RUNS,
                switch (how) {
                    case "reset" -> Reply.reset();
                    case "html" -> Reply.html(200, "<html>maintenance</html>");
                    case "unnamed" -> Reply.json(201, "{}");
                    case "two lengths" -> Reply.json(201, "{\"runId\":\"r1\"}").withHeader("Content-Length", "14, 14");
                    case "no length" -> Reply.json(201, "{\"runId\":\"r1\"}").withHeader("Content-Length", "c4n4ry");
                    case "huge chunk" ->
                        Reply.json(201, "80000000\r\n")
                                .withHeader("Transfer-Encoding", "chunked")
                                .thenClosing();
                    default -> Reply.json(Integer.parseInt(how), "{}");
                });
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":\"r2\"}"));

        var lost = startRun("k");
        var again = startRun("k");
        var anew = startRun("k2");

        assertThat(lost.status()).isIn(502, 504);
        assertThat(lost.error()).startsWith("PIPELINE_RUN_");
        assertThat(lost.body().get("fix").asText()).contains("GET /pipeline-runs");
        assertThat(again.status()).isEqualTo(502);
        assertThat(again.error()).isEqualTo("PIPELINE_RUN_LOST");
        assertThat(anew.status()).isEqualTo(202);
        assertThat(scenario.im.count(PIPELINE_RUNS)).isEqualTo(2);
        assertThat(scenario.audit("request-1").get("outcome").asText()).isEqualTo("FAILED");
    }

    @Test
    void a_start_that_im_refused_leaves_the_key_free() {
        scenario.im.next(PIPELINE_RUNS, Reply.json(400, "{\"message\":\"no such pipeline\"}"));
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":\"r1\"}"));

        assertThat(startRun("k").status()).isEqualTo(400);
        assertThat(startRun("k").status()).isEqualTo(202);
    }

    @Test
    void an_expired_token_and_a_429_are_no_reason_to_give_up_a_start() {
        scenario.im.next(
                PIPELINE_RUNS,
                Reply.json(401, "{}"),
                Reply.json(429, "{}").withHeader("Retry-After", "2"),
                Reply.json(201, "{\"runId\":\"r1\"}"));

        assertThat(startRun("k").status()).isEqualTo(202);
    }

    @Test
    void a_key_whose_request_is_under_way_is_answered_409_and_after_a_minute_it_is_lost() throws Exception {
        var hold = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        scenario.im.always(PIPELINE_RUNS, request -> {
            arrived.countDown();
            return Reply.json(201, "{\"runId\":\"r1\"}").heldUntil(hold);
        });
        var thread = Executors.newSingleThreadExecutor();
        try {
            var first = thread.submit(() -> startRun("k"));
            arrived.await();
            var meanwhile = startRun("k");
            scenario.clock.advance(Duration.ofSeconds(61));
            var later = startRun("k");
            hold.countDown();

            assertThat(meanwhile.status()).isEqualTo(409);
            assertThat(meanwhile.headers()).containsEntry("Retry-After", "60");
            assertThat(later.error()).isEqualTo("PIPELINE_RUN_LOST");
            assertThat(first.get().status()).isEqualTo(202);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void twenty_requests_at_once_with_one_key_start_one_run() throws Exception {
        scenario.im.always(PIPELINE_RUNS, Reply.json(201, "{\"runId\":\"r1\"}"));
        var threads = Executors.newFixedThreadPool(8);
        try {
            var all = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Answer>>mapToObj(i -> () -> startRun("k"))
                    .collect(Collectors.toList()));
            for (var each : all) {
                assertThat(each.get().status()).isIn(202, 409);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(scenario.im.count(PIPELINE_RUNS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX: y", "\u00e9"})
    void a_key_that_is_none_is_refused(String key) {
        assertThat(startRun(key).status()).isEqualTo(400);
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void two_keys_in_one_request_are_refused() {
        var answer = scenario.request("POST", "/pipeline-runs")
                .header("Idempotency-Key", "a", "b")
                .body(START)
                .send(handler);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("HEADER_INVALID");
    }

    @Test
    void no_answer_shows_the_secret_or_the_token() {
        scenario.im.always(PIPELINE_RUNS, Reply.json(400, "{\"message\":\"Bearer x\"}"));
        JsonNode body = startRun("k").body();

        assertThat(body.toString()).doesNotContain("canary");
        assertThat(scenario.audit("request-1").toString()).doesNotContain("canary");
    }
}
