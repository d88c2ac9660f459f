package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code im api} over real HTTP, with the sandbox behind it: every route, every error, and what is sent to break it. */
class ApiOverHttpTest {

    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ImSandbox im;
    private LocalApi api;

    @BeforeEach
    void start() {
        im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_MAX_ATTEMPTS", "1");
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/");
        serve();
    }

    private void serve() {
        if (api != null) {
            api.close();
        }
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        api = new ApiCommand(new Console(nowhere, nowhere, false, Map.copyOf(environment), folder)).start();
    }

    @AfterEach
    void stop() {
        api.close();
        im.close();
    }

    private HttpResponse<String> send(String method, String path, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, JSON, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, new byte[0]);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return RunRecords.json().readTree(answer.body());
    }

    private static String credit(String sourceRef) {
        return """
                {"sourceRef":"%s","participantId":"P-00001","transactionDate":"2026-03-01","amount":1.50,\
                "currencyCode":"EUR","periodId":"2026-03"}""".formatted(sourceRef);
    }

    private static String credits(int count) {
        return "{\"value\":["
                + String.join(
                        ",",
                        IntStream.range(0, count)
                                .mapToObj(i -> credit("c-" + i))
                                .toList())
                + "]}";
    }

    private long asked(String route) {
        return im.report().requests().of(route);
    }

    private long toIm() {
        return im.report().requests().total();
    }

    private static void isAnError(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var body = json(answer);
        assertThat(body.path("error").asText()).as(answer.body()).matches(code);
        assertThat(body.path("message").asText()).isNotBlank();
        assertThat(body.path("requestId").asText()).matches("[0-9a-f-]{36}");
        var names = new ArrayList<String>();
        body.fieldNames().forEachRemaining(names::add);
        assertThat(names).isSubsetOf("error", "message", "fix", "requestId");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", SandboxClient.WRITER.secret(), "Bearer");
    }

    // ---- good cases

    @ParameterizedTest
    @ValueSource(strings = {"results", "participants", "quotas", "comp-plans", "credits", "pipeline-runs"})
    void lists_are_read_page_by_page_to_their_end(String entity) throws Exception {
        send("POST", "/credits", credits(7));
        send("POST", "/pipeline-runs", "{\"pipelineId\":\"p\"}");
        im.set(ReadSwitches.PAGE_SIZE, 40);

        var rows = 0;
        var pages = 0;
        var path = "/" + entity;
        while (path != null && pages < 100) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
            assertThat(answer.body()).doesNotContain(im.apiUrl().getAuthority());
            rows += json(answer).get("value").size();
            pages++;
            path = json(answer).path("nextLink").asText(null);
        }

        assertThat(path).as("the last page has no nextLink").isNull();
        assertThat(rows).isPositive();
        if (entity.equals("participants")) {
            assertThat(rows).isEqualTo(250);
            assertThat(pages).isEqualTo(7);
        }
    }

    @Test
    void a_filter_finds_what_it_asks_for() throws Exception {
        var id = first("participants", "participantId");

        var answer = get("/participants?$filter=participantId%20eq%20%27" + id + "%27&$select=participantId&$top=5");

        assertThat(answer.body()).isEqualTo("{\"value\":[{\"participantId\":\"" + id + "\"}]}");
    }

    private String first(String entity, String field) throws Exception {
        return json(get("/" + entity + "?$top=1")).at("/value/0/" + field).asText();
    }

    @Test
    void credits_are_pushed_and_pushed_again() throws Exception {
        var first = send("POST", "/credits", credits(3));
        var again = send("POST", "/credits", credits(3));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).findValuesAsText("outcome")).containsOnly("CREATED");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).findValuesAsText("outcome")).containsOnly("ALREADY_PRESENT");
        assertThat(im.report().credits().stored()).isEqualTo(3);
    }

    @Test
    void a_mix_is_207_and_all_rejected_is_422() throws Exception {
        im.set("reject-ref", "c-1");

        assertThat(send("POST", "/credits", credits(3)).statusCode()).isEqualTo(207);
        var rejected = send("POST", "/credits", "{\"value\":[" + credit("c-1") + ",{\"sourceRef\":\"x\"}]}");
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(json(rejected).findValuesAsText("outcome")).containsOnly("REJECTED");
    }

    @Test
    void rows_are_changed_and_replaced() throws Exception {
        var participant = "/participants/" + first("participants", "participantId");
        var quota = "/quotas/" + first("quotas", "quotaId");

        for (var answer : List.of(
                send("PATCH", participant, "{\"status\":\"INACTIVE\"}"),
                send("PATCH", quota, "{\"status\":\"CLOSED\"}"),
                send(
                        "PUT",
                        quota,
                        "{\"participantId\":\"P0000002\",\"periodId\":\"2026-04\",\"status\":\"OPEN\",\"target\":1000.10}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).get("outcome").asText()).isEqualTo("CHANGED");
        }
        assertThat(get("/quotas?$top=1").body()).contains("\"periodId\":\"2026-04\"", "\"target\":1000.10");
    }

    @Test
    void a_pipeline_run_is_started_and_followed() throws Exception {
        im.set(WriteSwitches.PIPELINE_SECONDS, 3_600);
        var started = send("POST", "/pipeline-runs", "{\"pipelineId\":\"nightly\"}");
        assertThat(started.statusCode()).isEqualTo(202);

        var run = get(json(started).get("path").asText());

        assertThat(run.statusCode()).isEqualTo(200);
        assertThat(json(run).get("runId")).isEqualTo(json(started).get("runId"));
        assertThat(json(run).get("state").asText()).isEqualTo("RUNNING");
        assertThat(json(run).get("status").asText()).isEqualTo("PENDING");
    }

    @Test
    void the_connection_is_tested_as_the_reader() throws Exception {
        var answer = get("/connection");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("ok").asBoolean()).isTrue();
    }

    @Test
    void a_push_is_started_and_its_record_looked_up() throws Exception {
        var file = folder.resolve("exports/2026-03-01/late.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                A-1,P-00001,2026-03-01,1.50,EUR,2026-03
                """);

        var started = send(
                "POST",
                "/credit-pushes",
                "{\"runId\":\"late-1\",\"credits\":\"" + LocalEnvironment.uri(file) + "\",\"dryRun\":false}");

        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(json(started).toString()).isEqualTo("{\"runId\":\"late-1\",\"path\":\"/runs/late-1\"}");
        var run = recordOf(json(started).get("path").asText());
        assertThat(run.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(run.get("created").asInt()).isEqualTo(1);
        assertThat(run.get("requestedBy").asText()).startsWith("arn:aws:iam::");
    }

    /** Asks until the push, which goes on by itself, has ended. */
    private JsonNode recordOf(String path) throws Exception {
        var latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < latest) {
            var answer = get(path);
            if (answer.statusCode() == 200
                    && !json(answer).get("status").asText().equals("RUNNING")) {
                return json(answer);
            }
            Thread.yield();
        }
        throw new AssertionError("The push has not ended: " + get(path).body());
    }

    @Test
    void a_push_that_names_no_run_is_given_one() throws Exception {
        var started = json(send("POST", "/credit-pushes", "{\"dryRun\":true}"));

        assertThat(started.get("runId").asText()).matches("push-[0-9a-f-]{36}");
        assertThat(started.get("path").asText())
                .isEqualTo("/runs/" + started.get("runId").asText());
    }

    @Test
    void a_closed_api_leaves_no_push_under_way_and_none_that_waits() throws Exception {
        var rows = new StringBuilder("sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n");
        IntStream.range(0, 40).forEach(i -> rows.append("A-%d,P-00001,2026-03-01,1.50,EUR,2026-03\n".formatted(i)));
        var file = folder.resolve("exports/2026-03-01/late.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows);
        environment.put("IM_BATCH_SIZE", "1");
        im.set(FaultSwitches.LATENCY_MILLIS, 20);
        serve();
        send("POST", "/credit-pushes", "{\"runId\":\"sent\",\"credits\":\"" + LocalEnvironment.uri(file) + "\"}");
        send("POST", "/credit-pushes", "{\"runId\":\"waiting\",\"scheduledTime\":\"2026-11-23T04:15:00Z\"}");
        untilTrue(() -> im.report().credits().stored() > 0);

        api.close();

        assertThat(im.report().credits().stored()).isEqualTo(40);
        serve();
        assertThat(json(get("/runs/sent")).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(json(get("/runs/waiting")).get("status").asText()).isEqualTo("INCOMPLETE");
    }

    private static void untilTrue(BooleanSupplier condition) {
        var latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute has passed").isLessThan(latest);
            Thread.onSpinWait();
        }
    }

    // ---- each error

    @Test
    void what_is_not_there_is_404() throws Exception {
        isAnError(get("/runs/none"), 404, "RUN_UNKNOWN");
        isAnError(get("/pipeline-runs/1"), 404, "PIPELINE_RUN_UNKNOWN");
        var unknown = send("PATCH", "/quotas/none", "{\"status\":\"A\"}");
        isAnError(unknown, 404, "IM_REFUSED");
        assertThat(json(unknown).get("fix").asText()).startsWith("Check that IM has what the path names");
        assertThat(toIm()).isPositive();
    }

    @Test
    void im_s_400_names_what_it_does_not_understand() throws Exception {
        isAnError(get("/participants?$filter=colour%20eq%20%27red%27"), 400, "IM_REFUSED");
    }

    @Test
    void a_throttled_im_is_429_with_its_wait() throws Exception {
        im.set("fault", "always status 429 on api");

        for (var answer : List.of(get("/participants"), send("POST", "/credits", credits(1)))) {
            isAnError(answer, 429, "IM_THROTTLED");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(im.report().credits().stored()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"status 503,503", "html,502", "garbage,502", "status 500,502", "status 504,504", "status 418,502"})
    void an_im_that_fails_is_a_5xx_that_says_how(String fault, int status) throws Exception {
        im.set("fault", "always " + fault + " on api");

        isAnError(get("/participants"), status, "IM_[A-Z_]+");
    }

    @Test
    void an_im_that_is_gone_is_503() throws Exception {
        im.close();

        isAnError(get("/participants"), 503, "TOKEN_UNAVAILABLE|IM_UNAVAILABLE|IM_UNREACHABLE");
    }

    @Test
    void a_client_that_im_does_not_know_is_502_and_the_connection_s_own_answer() throws Exception {
        environment.put("ICM_READER_CLIENT_SECRET", "wrong");
        serve();

        isAnError(get("/participants"), 502, "CLIENT_REJECTED");
        var connection = json(get("/connection"));
        assertThat(connection.get("ok").asBoolean()).isFalse();
        assertThat(connection.at("/steps/0/error/fix").asText()).isNotBlank();
    }

    @Test
    void a_write_that_waits_too_long_for_its_turn_is_504_and_sends_nothing() throws Exception {
        environment.put("IM_REQUEST_TIMEOUT_SECONDS", "1");
        serve();
        get("/connection");
        im.set("fault", "always stall-before on token");

        isAnError(send("POST", "/credits", credits(1)), 503, "TOKEN_UNAVAILABLE");
        assertThat(asked("POST /credits/batch")).isZero();
    }

    // ---- pipeline runs, once

    @Test
    void two_equal_starts_with_one_key_are_one_run() throws Exception {
        var first = send("POST", "/pipeline-runs", "{\"pipelineId\":\"p\"}", "Idempotency-Key", "k1");
        var second = send("POST", "/pipeline-runs", "{\"pipelineId\":\"p\"}", "Idempotency-Key", "k1");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(asked("POST /pipeline-runs")).isEqualTo(1);
        assertThat(json(get("/pipeline-runs")).get("value")).hasSize(1);
        isAnError(
                send("POST", "/pipeline-runs", "{\"pipelineId\":\"q\"}", "Idempotency-Key", "k1"),
                422,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_lost_answer_is_said_to_be_lost_and_is_one_run() throws Exception {
        im.set("fault", "next 1 drop-after on pipeline-runs");

        isAnError(
                send("POST", "/pipeline-runs", "{\"pipelineId\":\"p\"}", "Idempotency-Key", "k1"),
                502,
                "PIPELINE_RUN_LOST");
        isAnError(
                send("POST", "/pipeline-runs", "{\"pipelineId\":\"p\"}", "Idempotency-Key", "k1"),
                502,
                "PIPELINE_RUN_LOST");

        assertThat(asked("POST /pipeline-runs")).isEqualTo(1);
        assertThat(json(get("/pipeline-runs?$orderby=createdDate%20desc")).get("value"))
                .hasSize(1);
    }

    // ---- many at once

    @Test
    void two_hundred_pushes_at_once_of_the_same_500_credits_put_each_in_im_once() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var body = credits(500);
            var all = threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<HttpResponse<String>>>mapToObj(i -> () -> send("POST", "/credits", body))
                    .toList());
            var created = 0;
            for (var each : all) {
                var answer = each.get();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                created += (int) json(answer).findValuesAsText("outcome").stream()
                        .filter("CREATED"::equals)
                        .count();
            }

            assertThat(created).isEqualTo(500);
            assertThat(im.report().credits().stored()).isEqualTo(500);
            assertThat(im.report().credits().sameSourceRefUnderWay()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- hostile requests

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/quotas/..",
                "/quotas/.",
                "/quotas/%2e%2e",
                "/quotas/..%2Fcredits%2Fbatch",
                "/quotas/%2e%2e%2fcredits%2fbatch",
                "/quotas/a%2Fb",
                "/quotas/a%5Cb",
                "/quotas/a%252Fb",
                "/quotas/%00",
                "/quotas/a%0d%0aX-Injected:%20yes",
                "/quotas/%20",
                "/quotas/%C3",
                "/quotas/a/../../credits/batch",
                "/quotas//x",
                "/quotas/",
                "//quotas/x",
                "/quotas/x/",
                "/QUOTAS/x",
                "/quotas/x;y=z/../a",
                "/v1/quotas/x",
                "/../quotas/x/y",
                "/_sandbox/report"
            })
    void a_path_that_tricks_is_a_4xx_and_reaches_nobody(String path) throws Exception {
        var answer = raw("PATCH " + path + " HTTP/1.1", "Content-Type: application/json", "{\"status\":\"A\"}");

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer).doesNotContain("\r\nX-Injected", "Exception");
        assertThat(toIm()).isZero();
    }

    @Test
    void a_path_that_is_not_encoded_properly_is_a_400_and_reaches_nobody() throws Exception {
        assertThat(raw("GET /pipeline-runs/%zz HTTP/1.1", "Accept: */*", "")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /participants?$filter=%zz HTTP/1.1", "Accept: */*", ""))
                .startsWith("HTTP/1.1 400");
        assertThat(toIm()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /participants?next=%s", "GET /participants?$filter=%s", "GET /participants?$top=%s"})
    void an_option_that_tricks_is_a_4xx_and_reaches_nobody(String request) throws Exception {
        for (var value :
                List.of("..%2F..%2Fadmin", "a%0d%0aX-Injected:%20yes", "%00", "L2FkbWlu", "L3Jlc3VsdHM", "%EF%BF%BD")) {
            var answer = raw(request.formatted(value) + " HTTP/1.1", "Accept: */*", "");
            var isFilter = request.contains("filter") && value.matches("\\.\\.%2F.*|L.*");
            if (!isFilter) {
                assertThat(answer).as("%s %s", request, value).startsWith("HTTP/1.1 400");
            }
            assertThat(answer).doesNotContain("\r\nX-Injected", "Exception");
        }
        assertThat(asked("GET /admin")).isZero();
    }

    @Test
    void headers_that_inject_reach_nobody() throws Exception {
        var key = raw(
                "POST /pipeline-runs HTTP/1.1",
                "Content-Type: application/json\r\nIdempotency-Key: a\u0001b",
                "{\"pipelineId\":\"p\"}");
        var twice = raw(
                "POST /pipeline-runs HTTP/1.1",
                "Content-Type: application/json\r\nIdempotency-Key: a\r\nIdempotency-Key: b",
                "{\"pipelineId\":\"p\"}");
        var types = raw(
                "PATCH /quotas/q HTTP/1.1",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "{\"status\":\"A\"}");

        assertThat(key).startsWith("HTTP/1.1 400");
        assertThat(twice).startsWith("HTTP/1.1 400");
        assertThat(types).startsWith("HTTP/1.1 4");
        assertThat(toIm()).isZero();
    }

    @Test
    void another_host_name_that_leads_here_is_refused() throws Exception {
        try (var socket = new Socket(api.url().getHost(), api.url().getPort())) {
            socket.getOutputStream()
                    .write("GET /participants HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403")
                    .contains("ACCESS_DENIED");
        }
        assertThat(toIm()).isZero();
    }

    /** Sends exactly this, and reads the whole answer. */
    private String raw(String line, String headers, String body) throws IOException {
        try (var socket = new Socket(api.url().getHost(), api.url().getPort())) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var head = line + "\r\nHost: " + api.url().getAuthority() + "\r\n" + headers + "\r\nContent-Length: "
                    + bytes.length + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | /credits           | []
            POST  | /credits           | {"value":{}}
            POST  | /credits           | {"value":[[]]}
            POST  | /credits           | {"value":[{"amount":1,"amount":2}]}
            POST  | /credits           | {"value":[]}
            POST  | /credits           | {"value":[{}],"x":1}
            POST  | /credits           | {"value":[{}]} {}
            POST  | /credits           | null
            PATCH | /quotas/q          | {"a":1e999}
            PATCH | /quotas/q          | {"a":1,"a":2}
            PATCH | /quotas/q          | [{"status":"A"}]
            PATCH | /quotas/q          | {"quotaId":"other"}
            PATCH | /participants/P    | {"managerId":12345678901234567}
            PATCH | /participants/P    | "status"
            PUT   | /quotas/q          | {}
            PUT   | /quotas/q          | {"a":NaN}
            POST  | /pipeline-runs     | {"pipelineId":["p"]}
            POST  | /pipeline-runs     | {"pipelineId":"p"
            POST  | /credit-pushes     | []
            POST  | /credit-pushes     | {"dryrun":true}
            POST  | /credit-pushes     | {"dryRun":"true"}
            POST  | /credit-pushes     | {"runId":"../x"}
            POST  | /credit-pushes     | {"runId":"a","requestedBy":"boss"}
            POST  | /credit-pushes     | {"credits":"http://evil.example/x"}
            POST  | /credit-pushes     | {"credits":"s3://b/x\\",\\"dryRun\\":\\"y"}
            POST  | /credit-pushes     | {"scheduledTime":"tomorrow"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-02-29T00:00:00Z"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-04-31T00:00:00Z"}
            POST  | /credit-pushes     | {"runId":"push-2026-11-28","scheduledTime":"2026-11-29T04:15:00Z"}
            POST  | /credit-pushes     | {"runId":"push-2026-11-28","retry":false}
            POST  | /credit-pushes     | {"runId":"pull-results-2026-11-28"}
            POST  | /credit-pushes     | {"runId":"reconcile-2026-11-28","retry":true}
            POST  | /credit-pushes     | {"runId":"audit"}
            POST  | /credit-pushes     | {"runId":"Idempotency"}
            POST  | /credit-pushes     | {"credits":"s3://0/x"}
            POST  | /credit-pushes     | {"scheduledTime":"0000-00-00T00:00:00Z"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-13-01T00:00:00Z"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-01-32T00:00:00Z"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-01-01T24:00:00Z"}
            POST  | /credit-pushes     | {"scheduledTime":"2026-01-01T00:00:00Z\\n"}
            POST  | /credit-pushes     | {"runId":"a\\n"}
            POST  | /credit-pushes     | {"credits":"s3://b/x\\n"}
            POST  | /credit-pushes     | {"runId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
            """)
    void a_body_that_is_not_what_the_route_takes_is_400_and_reaches_nobody(String method, String path, String body)
            throws Exception {
        isAnError(send(method, path, body), 400, "[A-Z_]+");
        assertThat(toIm()).isZero();
        assertThat(folder.resolve(".im")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credits", "/pipeline-runs", "/credit-pushes"})
    void bodies_of_another_kind_are_415(String path) throws Exception {
        for (var type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "text/json")) {
            isAnError(send("POST", path, type, "{}".getBytes(StandardCharsets.UTF_8)), 415, "[A-Z_]+");
        }
        assertThat(toIm()).isZero();
    }

    @Test
    void deep_json_invalid_utf8_and_credits_beyond_500_are_400() throws Exception {
        var deep = "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        isAnError(send("PATCH", "/quotas/q", deep), 413, "BODY_TOO_LARGE");
        isAnError(send("PATCH", "/quotas/q", "{\"a\":" + "[".repeat(17) + "]".repeat(17) + "}"), 400, "BODY_INVALID");
        isAnError(send("POST", "/credits", deep.replace("\"a\"", "\"value\"")), 400, "BODY_INVALID");
        isAnError(
                send("PATCH", "/quotas/q", JSON, new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}),
                400,
                "BODY_INVALID");
        isAnError(send("POST", "/credits", credits(501)), 400, "TOO_MANY_CREDITS");
        isAnError(send("POST", "/credit-pushes", deep), 400, "BAD_REQUEST_BODY");
        assertThat(toIm()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credits", "/pipeline-runs", "/credit-pushes"})
    void bodies_of_10_megabytes_are_413(String path) throws Exception {
        var large = "{\"value\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

        isAnError(send("POST", path, large), 413, "REQUEST_TOO_LARGE");
        assertThat(toIm()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/credits", "POST,/participants", "GET,/", "OPTIONS,/credits", "PUT,/participants/P1"})
    void a_route_that_is_not_there_is_refused_as_the_gateway_does(String method, String path) throws Exception {
        isAnError(send(method, path, "{}"), 403, "MISSING_AUTHENTICATION_TOKEN");
    }

    @Test
    void what_can_never_become_a_run_has_a_record_that_says_so() throws Exception {
        send("POST", "/credit-pushes", "{\"runId\":\"never\",\"credits\":\"s3://elsewhere/x.csv\"}");

        untilTrue(() -> Files.exists(folder.resolve(".im/runs/never/run.json")));

        assertThat(json(get("/runs/never")).at("/error/code").asText()).isEqualTo("LOCATION_NOT_ALLOWED");
    }

    @Test
    void a_night_that_has_failed_goes_on_by_a_retry() throws Exception {
        assertThat(send("POST", "/credit-pushes", "{\"runId\":\"push-2026-11-28\",\"retry\":true}")
                        .statusCode())
                .isEqualTo(202);
    }

    // ---- web pages

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void a_web_page_that_is_open_on_this_machine_can_neither_start_nor_read_anything(String header, String value)
            throws Exception {
        isAnError(send("POST", "/credit-pushes", "{\"runId\":\"proof\"}", header, value), 403, "ACCESS_DENIED");
        isAnError(send("POST", "/credits", credits(1), header, value), 403, "ACCESS_DENIED");
        isAnError(send("GET", "/participants", null, new byte[0], header, value), 403, "ACCESS_DENIED");
        isAnError(get("/runs/proof"), 404, "RUN_UNKNOWN");
        assertThat(toIm()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credit-pushes", "/credits", "/pipeline-runs"})
    void a_body_that_does_not_say_what_it_is_is_refused_for_a_web_page_may_send_one_unasked(String path)
            throws Exception {
        var answer = send("POST", path, null, "{\"runId\":\"proof\"}".getBytes(StandardCharsets.UTF_8));

        isAnError(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        isAnError(get("/runs/proof"), 404, "RUN_UNKNOWN");
        assertThat(toIm()).isZero();
    }

    @Test
    void more_pushes_at_a_time_than_anybody_watches_are_refused_and_have_no_thread() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (int push = 0; push < 20; push++) {
            // Each waits for an export that is not there.
            statuses.add(send("POST", "/credit-pushes", "{\"runId\":\"waits-" + push + "\"}")
                    .statusCode());
        }

        assertThat(statuses).startsWith(202, 202, 202).contains(429).endsWith(429);
        assertThat(statuses.stream().filter(status -> status == 202)).hasSize(16);
    }

    @Test
    void an_address_that_is_not_this_machine_is_asked_about_before_the_api_serves_it() {
        environment.put("IM_API_URL", "https://im.example.com/api");
        var said = new ByteArrayOutputStream();
        var to = new PrintStream(said, true, StandardCharsets.UTF_8);
        var console = new Console(
                to, to, false, Map.copyOf(environment), folder, new ByteArrayInputStream("no\n".getBytes()));

        var status = new CommandLine(new ApiCommand(console)).execute();

        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("im.example.com", "Type yes to continue", "Nothing was sent")
                .doesNotContain("http://127.0.0.1");
    }
}
