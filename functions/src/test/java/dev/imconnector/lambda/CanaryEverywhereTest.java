package dev.imconnector.lambda;

import static dev.imconnector.lambda.ApiScenario.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.app.Connector;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Eavesdropper;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret and a token with a marker, through the handlers as they are deployed, against servers that send back what
 * they got: the marker is in no answer, log line, metric, run record, reject, receipt, audit or pulled row.
 */
class CanaryEverywhereTest {

    private static final String SECRET = "C4n4ry-secret+/0123456789";
    private static final String TOKEN = "eyJ-c4n4ry-token-0123456789.abc/def";
    private static final List<String> MARKS = List.of("c4n4ry", base64(SECRET), base64("im-writer:" + SECRET));
    private static final String CREDITS = API + "/credits/batch";
    private static final List<String> WRITES =
            List.of(CREDITS, API + "/quotas/q1", API + "/participants/p1", API + "/pipeline-runs");
    private static final List<String> READS = List.of(
            API + "/results", API + "/participants", API + "/pipeline-runs/r1", API + "/quotas", API + "/comp-plans");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final ScriptedServer server = new ScriptedServer();
    private final AtomicInteger runs = new AtomicInteger();
    private Eavesdropper ear;

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void servers() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        ear = new Eavesdropper();
        server.always("/", secret());
        server.always("/oauth/token", Reply.token(TOKEN, 1_800));
        Files.writeString(folder.resolve("credits.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                A-1,P-1,2026-03-01,1.50,EUR,2026-03
                A-2,P-1,2026-03-01,1.50,EUR,2026-03
                A-3,P-1,2026-03-01,bad,EUR,2026-03
                """);
    }

    @AfterEach
    void nobodyHasHeardTheMark() {
        try {
            ear.heardFiles(folder);
            assertThat(ear.texts()).hasSizeGreaterThan(5).allSatisfy(text -> {
                var low = text.toLowerCase(Locale.ROOT);
                MARKS.forEach(mark -> assertThat(low).doesNotContain(mark.toLowerCase(Locale.ROOT)));
            });
        } finally {
            ear.close();
            server.close();
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static Reply secret() {
        var text = "{\\\"client_id\\\":\\\"im-writer\\\",\\\"client_secret\\\":\\\"" + SECRET + "\\\"}";
        return Reply.of(
                200,
                "application/x-amz-json-1.1",
                "{\"Name\":\"im/writer\",\"VersionId\":\"v-1\",\"CreatedDate\":1772338500.5,\"SecretString\":\"" + text
                        + "\"}");
    }

    private Connector connector(ClientRole role) {
        return connector(role, Map.of());
    }

    private Connector connector(ClientRole role, Map<String, String> settings) {
        var environment = new TreeMap<>(Map.of(
                "IM_TOKEN_URL",
                server.uri("/oauth/token").toString(),
                "IM_API_URL",
                server.uri(API).toString(),
                "IM_CLIENT_SECRET_ID",
                "im/writer",
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL",
                server.uri("").toString(),
                "CREDITS_LOCATION",
                folder.resolve("credits.csv").toUri().toString(),
                "RUNS_LOCATION",
                folder.resolve("runs").toUri() + "/",
                "RESULTS_LOCATION",
                folder.resolve("results").toUri() + "/",
                "IM_REQUESTS_PER_MINUTE",
                "0",
                "IM_MAX_ATTEMPTS",
                "1"));
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
        environment.putAll(settings);
        return new Connector(
                environment,
                role,
                new VirtualTime(clock)
                        .over((connect, request) -> new ApacheHttpExchange(connect, Duration.ofMillis(120), clock))
                        .platform(),
                new PowertoolsRunMetrics(Map.of(), Clock.systemUTC()));
    }

    // ---- what the servers send back

    /** A success is no failure path: what stands in a row is data, but for the token. */
    private static String echo(RecordedRequest request, int status) {
        return status / 100 == 2 && !request.path().equals("/oauth/token")
                ? "You sent a token, " + TOKEN
                : echo(request);
    }

    private static String echo(RecordedRequest request) {
        return "You sent Authorization: " + request.header("Authorization").orElse("none") + " (" + TOKEN
                + ") after client_id=im-writer&client_secret=" + SECRET + "&x {\"client_secret\": \"" + SECRET + "\"}";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Bodies that hold the echo: as they are meant, in disguise, and broken. */
    private static List<String> bodies(String echo) {
        return List.of(
                json(Map.of("message", echo)),
                json(Map.of("error", Map.of("message", echo))),
                json(Map.of("error", echo, "error_description", echo)),
                json(Map.of(
                        "results",
                        List.of(
                                Map.of("sourceRef", "A-1", "status", "ERROR", "errorMessage", echo),
                                Map.of("sourceRef", "A-2", "status", echo)))),
                json(Map.of("detail", echo)).replace("/", "\\/"),
                json(Map.of("message", echo)).substring(0, 150),
                "{\"value\": " + echo,
                "<html>" + echo + "</html>",
                echo,
                batch(escaped(echo)),
                batch(json(echo.replace("c4n4ry", "%634%6e4r%79")
                        .replace("-", "%2D")
                        .replace(":", "%3A"))),
                batch(json(echo.replace("-", "\n - "))),
                batch(json(echo.toUpperCase(Locale.ROOT) + base64(echo))),
                batch(json(echo.replace("-", "&#45;").replace("4", "&#x34;"))));
    }

    private static String batch(String echoAsJson) {
        return "{\"results\":[{\"sourceRef\":\"A-1\",\"status\":\"ERROR\",\"errorMessage\":" + echoAsJson
                + "},{\"sourceRef\":\"A-2\",\"status\":" + echoAsJson + "}],\"message\":" + echoAsJson + "}";
    }

    /** Each character as a JSON escape, as the strictest of writers do. */
    private static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }

    private static Reply reply(int status, RecordedRequest request, int variant) {
        var bodies = bodies(echo(request, status));
        var body = bodies.get(variant % bodies.size());
        return Reply.of(status, body.startsWith("<") ? "text/html" : "application/json", body)
                .withHeader("Location", "https://example.com/?t=" + TOKEN)
                .withHeader("WWW-Authenticate", "Bearer error=\"" + TOKEN + "\"")
                .withHeader("Retry-After", TOKEN);
    }

    private void everywhere(List<String> paths, int status, int variant) {
        paths.forEach(path -> server.always(path, request -> reply(status, request, variant)));
    }

    // ---- what is asked

    private String push(Connector connector) {
        return call(
                new PushCreditsHandler(connector, new PowertoolsRunMetrics(Map.of(), Clock.systemUTC())),
                "{\"runId\":\"push-" + runs.incrementAndGet() + "\"}");
    }

    private String pull(Connector connector) {
        return call(
                new PullResultsHandler(connector, new PowertoolsRunMetrics(Map.of(), Clock.systemUTC())),
                "{\"runId\":\"pull-" + runs.incrementAndGet() + "\",\"filter\":\"\"}");
    }

    private String call(RequestStreamHandler handler, String event) {
        var answer = "";
        try {
            answer = Invocation.of(Duration.ofMinutes(1)).call(handler, event);
        } catch (RuntimeException e) {
            ear.heard(e);
        }
        ear.heard(answer);
        return answer;
    }

    private String http(RequestStreamHandler handler, String method, String resource, String id, String body) {
        var event = new TreeMap<String, Object>(Map.of(
                "resource",
                resource,
                "httpMethod",
                method,
                "requestContext",
                Map.of("requestId", "request-" + runs.incrementAndGet(), "identity", Map.of("userArn", "arn:caller")),
                "multiValueHeaders",
                Map.of("Content-Type", List.of("application/json"))));
        if (id != null) {
            event.put("pathParameters", Map.of("id", id));
        }
        event.put("body", body);
        return call(handler, json(event));
    }

    private void everyWrite(Connector connector) {
        var handler = new WriteApiHandler(connector, new PowertoolsRunMetrics(Map.of(), Clock.systemUTC()));
        var credit = "{\"sourceRef\":\"A-1\",\"participantId\":\"P1\",\"transactionDate\":\"2026-03-01\",\"amount\":1,"
                + "\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}";
        http(handler, "POST", "/credits", null, "{\"value\":[" + credit + "]}");
        http(handler, "PATCH", "/quotas/{id}", "q1", "{\"status\":\"ACTIVE\"}");
        http(handler, "PATCH", "/participants/{id}", "p1", "{\"status\":\"ACTIVE\"}");
        http(handler, "POST", "/pipeline-runs", null, "{\"pipelineId\":\"nightly\"}");
    }

    private void everyRead(Connector connector) {
        var handler = new ReadApiHandler(connector, new PowertoolsRunMetrics(Map.of(), Clock.systemUTC()));
        http(handler, "GET", "/results", null, null);
        http(handler, "GET", "/quotas", null, null);
        http(handler, "GET", "/pipeline-runs/{id}", "r1", null);
        http(handler, "GET", "/connection", null, null);
    }

    // ---- the ways it goes wrong

    @Test
    void whatever_status_IM_sends_the_token_back_with() {
        ear.deafToTheJdk();
        var writer = connector(ClientRole.WRITER);
        var reader = connector(ClientRole.READER);
        for (int status = 400; status < 600; status++) {
            everywhere(List.of(CREDITS), status, status);
            push(writer);
        }
        for (int status : new int[] {200, 201, 207, 301, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 504}) {
            for (int variant = status % 3; variant < 9; variant += 3) {
                everywhere(WRITES, status, variant);
                everyWrite(writer);
                everywhere(READS, status, variant);
                everyRead(reader);
                pull(reader);
            }
        }
        assertThat(ear.texts()).anyMatch(text -> text.contains("Authorization: Bearer ***"));
    }

    @Test
    void a_push_whose_rejects_quote_IM() throws IOException {
        ear.deafToTheJdk();
        var connector = connector(ClientRole.WRITER);
        for (int variant = 0; variant < 14; variant++) {
            var body = variant;
            server.always(
                    CREDITS, request -> Reply.json(200, bodies(echo(request)).get(body)));
            push(connector);
            everywhere(List.of(CREDITS), 400, variant);
            push(connector);
        }

        // The echo did come as far as the rejects: there it is masked.
        assertThat(Files.readString(folder.resolve("runs/push-7/rejects.csv")))
                .contains("IM_REJECTED,\"You sent Authorization: Bearer *** (***)", "client_secret=***");
    }

    @Test
    void a_token_endpoint_that_sends_the_secret_back() {
        ear.deafToTheJdk();
        for (int status : new int[] {200, 201, 302, 400, 401, 403, 408, 429, 500, 503}) {
            for (int variant = status % 3; variant < 9; variant += 3) {
                everywhere(List.of("/oauth/token"), status, variant);
                var connector = connector(ClientRole.WRITER);
                push(connector);
                everyRead(connector);
                everyWrite(connector);
            }
        }
    }

    @Test
    void a_network_that_breaks_in_the_middle_of_an_echo() {
        var faults = new ArrayList<Reply>(List.of(Reply.stall(), Reply.reset(), Reply.close()));
        var echo = Reply.json(json(Map.of("message", TOKEN + " client_secret=" + SECRET)));
        faults.add(echo.closingAfter(60));
        faults.add(echo.stallingAfter(60));
        faults.add(Reply.of(200, TOKEN, TOKEN).withHeader("Content-Encoding", TOKEN));
        for (var fault : faults) {
            server.always(CREDITS, fault);
            push(connector(ClientRole.WRITER));
            server.always(API + "/results", fault);
            pull(connector(ClientRole.READER));
            server.always("/oauth/token", fault);
            push(connector(ClientRole.WRITER));
            server.always("/oauth/token", Reply.token(TOKEN, 1_800));
        }
    }

    @Test
    void a_secret_that_cannot_be_read() {
        ear.deafToTheJdk();
        var unreadable = new ArrayList<Reply>();
        for (var text : List.of(SECRET, "{\"client_secret\":\"" + SECRET + "\"", "[\"" + SECRET + "\"]", "")) {
            unreadable.add(Reply.of(
                    200,
                    "application/x-amz-json-1.1",
                    json(Map.of("Name", "im/writer", "VersionId", "v-1", "SecretString", text))));
        }
        for (int status : new int[] {200, 400}) {
            unreadable.add(Reply.of(status, "application/x-amz-json-1.1", SECRET));
            unreadable.add(Reply.of(status, "application/x-amz-json-1.1", "{\"SecretString\":" + SECRET + "}"));
            unreadable.add(Reply.of(status, "application/x-amz-json-1.1", "{\"SecretString\":\"" + SECRET));
            unreadable.add(Reply.of(
                    status,
                    "application/x-amz-json-1.1",
                    json(Map.of("__type", "ResourceNotFoundException", "message", "No " + SECRET))));
        }
        for (var reply : unreadable) {
            server.always("/", reply);
            var connector = connector(ClientRole.WRITER);
            push(connector);
            http(
                    new ReadApiHandler(connector, new PowertoolsRunMetrics(Map.of(), Clock.systemUTC())),
                    "GET",
                    "/connection",
                    null,
                    null);
        }
    }

    @Test
    void a_push_and_a_pull_that_work() {
        server.always(
                CREDITS,
                Reply.json("{\"results\":[{\"sourceRef\":\"A-1\",\"status\":\"CREATED\"},"
                        + "{\"sourceRef\":\"A-2\",\"status\":\"CREATED\"}]}"));
        server.always(API + "/results", Reply.json("{\"value\":[{\"participantId\":\"P1\",\"x\":\"" + TOKEN + "\"}]}"));

        assertThat(push(connector(ClientRole.WRITER))).contains("\"COMPLETED\"");
        assertThat(pull(connector(ClientRole.READER))).contains("\"COMPLETED\"");
        assertThat(ear.printedLines()).anyMatch(line -> line.contains("ClientSecretAgeDays"));
    }
}
