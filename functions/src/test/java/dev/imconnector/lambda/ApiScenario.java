package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.Invocation;
import dev.imconnector.testkit.RecordingSleeper;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler of the HTTP API as API Gateway calls it, with a scripted IM on a real socket and files as its store. */
public final class ApiScenario implements AutoCloseable {

    public static final String API = "/successfactors/im";
    public static final String TOKEN = "/oauth/token";
    static final String CALLER = "arn:aws:sts::123456789012:assumed-role/payroll/anna";

    private static final JsonMapper JSON = new JsonMapper();

    private final VirtualTime time = new VirtualTime(new SettableClock());
    final SettableClock clock = time.clock;
    final RecordingSleeper sleeper = time.sleeper;
    public final ScriptedServer im = new ScriptedServer();
    public final Connector connector;

    private final Path runs;
    private final Map<String, String> environment;
    private final ClientRole role;
    private final AtomicInteger requests = new AtomicInteger();

    /** An answer as API Gateway gets it. */
    record Answer(int status, Map<String, String> headers, JsonNode body, String text) {

        String error() {
            return body.path("error").asText();
        }
    }

    public ApiScenario(Path folder, ClientRole role, Map<String, String> settings) {
        runs = folder.resolve("runs");
        im.always(TOKEN, Reply.token("canary-token", 1_800));
        this.role = role;
        environment = new TreeMap<>(Map.of(
                "IM_TOKEN_URL",
                im.uri(TOKEN).toString(),
                "IM_API_URL",
                im.uri(API).toString(),
                "ICM_CLIENT_ID",
                "client",
                "ICM_CLIENT_SECRET",
                "canary-secret",
                "RUNS_LOCATION",
                runs.toUri().toString(),
                "IM_REQUESTS_PER_MINUTE",
                "0"));
        environment.putAll(settings);
        connector = new Connector(environment, role, time.platform(), RunMetrics.NONE);
    }

    /** The connector of another environment of the same function, cold, with other settings if any. */
    Connector elsewhere(Map<String, String> settings) {
        var others = new TreeMap<>(environment);
        others.putAll(settings);
        return new Connector(others, role, time.platform(), RunMetrics.NONE);
    }

    /** A connector of this environment, measured. */
    Connector measuredBy(RunMetrics metrics) {
        return new Connector(environment, role, time.platform(), metrics);
    }

    /** A request under construction, as API Gateway would hand it over. */
    final class Request {

        private final ObjectNode event = JSON.createObjectNode();
        private int millis = 25_000;

        Request(String method, String resource) {
            event.put("resource", resource);
            event.put("httpMethod", method);
            event.putObject("requestContext")
                    .put("requestId", "request-" + requests.incrementAndGet())
                    .putObject("identity")
                    .put("userArn", CALLER);
            header("Content-Type", "application/json");
        }

        Request header(String name, String... values) {
            var all = event.withObjectProperty("multiValueHeaders").putArray(name);
            List.of(values).forEach(all::add);
            return this;
        }

        Request noHeader(String name) {
            event.withObjectProperty("multiValueHeaders").remove(name);
            return this;
        }

        Request id(String encoded) {
            return parameter("id", encoded);
        }

        Request parameter(String name, String encoded) {
            event.withObjectProperty("pathParameters").put(name, encoded);
            return this;
        }

        Request option(String name, String... values) {
            var all =
                    event.withObjectProperty("multiValueQueryStringParameters").putArray(name);
            List.of(values).forEach(all::add);
            return this;
        }

        Request body(String text) {
            event.put("body", text);
            return this;
        }

        Request bytes(byte[] body) {
            event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
            return this;
        }

        Request key(String key) {
            return header("Idempotency-Key", key);
        }

        Request within(Duration time) {
            millis = (int) time.toMillis();
            return this;
        }

        Request requestId(String id) {
            event.withObjectProperty("requestContext").put("requestId", id);
            return this;
        }

        Answer send(RequestStreamHandler handler) {
            return ApiScenario.call(handler, event.toString(), millis);
        }
    }

    public Request request(String method, String resource) {
        return new Request(method, resource);
    }

    static Answer call(RequestStreamHandler handler, String event, int millis) {
        try {
            var envelope = JSON.readTree(new Invocation(millis).call(handler, event));
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            envelope.get("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Answer(
                    envelope.get("statusCode").asInt(),
                    headers,
                    JSON.readTree(envelope.get("body").textValue()),
                    envelope.get("body").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What IM was asked beside tokens, as {@code PATCH /successfactors/im/quotas/q1}. */
    List<String> sent() {
        return im.requests().stream()
                .filter(request -> !request.path().equals(TOKEN))
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    /** The one entry of the request, found by what it says: its name is nobody's to choose. */
    JsonNode audit(String requestId) {
        return audits().stream()
                .map(ApiScenario::json)
                .filter(entry -> entry.path("requestId").asText().equals(requestId))
                .reduce((one, other) -> {
                    throw new AssertionError("There are two audits of " + requestId);
                })
                .orElseThrow();
    }

    /** The files of all entries, in the order of their names. */
    List<Path> audits() {
        return auditFiles(".json");
    }

    List<Path> auditFiles(String ending) {
        try (var files = Files.list(runs.resolve("audit/2026-03-02"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasAudit() {
        return Files.exists(runs.resolve("audit"));
    }

    Path runs() {
        return runs;
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        im.close();
    }
}
