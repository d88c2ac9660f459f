package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Each kind of answer of the HTTP API is in api/openapi.yaml, and has the form that it has there. */
class AnswersConformTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode DOCUMENT = document();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private ImSandbox im;
    private LocalApi api;

    private static ObjectNode document() {
        try (var text = Files.newBufferedReader(Path.of("..", "api", "openapi.yaml"))) {
            ObjectNode document = JSON.valueToTree(new Yaml().load(text));
            takeNulls(document);
            return document;
        } catch (IOException e) {
            throw new IllegalStateException("The document cannot be read", e);
        }
    }

    /** OpenAPI 3.0 says nullable where JSON Schema has a type more. */
    private static void takeNulls(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("nullable").asBoolean()) {
            var type = object.get("type").asText();
            object.putArray("type").add(type).add("null");
        }
        node.forEach(AnswersConformTest::takeNulls);
    }

    @BeforeEach
    void start() {
        im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        var environment = Map.of(
                "IM_TOKEN_URL", im.tokenUrl().toString(),
                "IM_API_URL", im.apiUrl().toString(),
                "ICM_CLIENT_ID", SandboxClient.WRITER.id(),
                "ICM_CLIENT_SECRET", SandboxClient.WRITER.secret(),
                "ICM_READER_CLIENT_ID", SandboxClient.READER.id(),
                "ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret(),
                "IM_MAX_ATTEMPTS", "1",
                "CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        api = new ApiCommand(new Console(nowhere, nowhere, false, environment, folder)).start();
    }

    @AfterEach
    void stop() {
        api.close();
        im.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | /credits            | /credits                     | `{"value":[A]}`         | none       | 200
            POST  | /credits            | /credits                     | `{"value":[A,{}]}`      | none       | 207
            POST  | /credits            | /credits                     | `{"value":[A,{"sourceRef":1}]}` | none | 207
            POST  | /credits            | /credits                     | `{"value":[{}]}`        | none       | 422
            POST  | /credits            | /credits                     | `{"value":{}}`          | none       | 400
            POST  | /credits            | /credits                     | `{"value":[A]}`         | status 429 | 429
            POST  | /credits            | /credits                     | `{"value":[A]}`         | status 503 | 503
            POST  | /credits            | /credits                     | `{"value":[A]}`         | garbage    | 207
            PATCH | /quotas/{id}        | /quotas/none                 | `{"status":"A"}`        | none       | 404
            PATCH | /participants/{id}  | /participants/none           | `[]`                    | none       | 400
            POST  | /pipeline-runs      | /pipeline-runs               | `{"pipelineId":"p"}`    | none       | 202
            POST  | /pipeline-runs      | /pipeline-runs               | `{"pipelineId":"p"}`    | status 500 | 502
            GET   | /pipeline-runs/{id} | /pipeline-runs/none          |                         | none       | 404
            GET   | /pipeline-runs      | /pipeline-runs               |                         | none       | 200
            GET   | /results            | /results?$top=3              |                         | none       | 200
            GET   | /participants       | /participants?$top=3         |                         | none       | 200
            GET   | /participants       | /participants?$filter=x      |                         | none       | 400
            GET   | /participants       | /participants?next=AAAA      |                         | none       | 400
            GET   | /participants       | /participants                |                         | status 409 | 409
            GET   | /participants       | /participants                |                         | status 413 | 413
            GET   | /participants       | /participants                |                         | status 422 | 422
            GET   | /participants       | /participants                |                         | status 429 | 429
            GET   | /participants       | /participants                |                         | html       | 502
            GET   | /comp-plans         | /comp-plans                  |                         | none       | 200
            GET   | /quotas             | /quotas                      |                         | none       | 200
            GET   | /credits            | /credits                     |                         | none       | 200
            GET   | /connection         | /connection                  |                         | none       | 200
            GET   | /connection         | /connection                  |                         | status 503 | 200
            POST  | /credit-pushes      | /credit-pushes               | `{"runId":"late-1"}`    | none       | 202
            POST  | /credit-pushes      | /credit-pushes               | `{"runId":"audit"}`     | none       | 400
            GET   | /runs/{runId}       | /runs/none                   |                         | none       | 404
            """)
    void an_answer_has_a_status_and_a_form_that_the_document_gives_it(
            String method, String route, String path, String body, String fault, int status) throws Exception {
        if (!fault.equals("none")) {
            im.set("fault", "always " + fault + " on api");
        }

        conforms(method, route, path, body, status);
    }

    @ParameterizedTest
    @CsvSource({"false, COMPLETED", "true, FAILED"})
    void the_record_of_a_run_has_the_form_of_the_document(boolean isBroken, String status) throws Exception {
        var file = Files.createDirectories(folder.resolve("exports/2026-03-01")).resolve("late.csv");
        Files.writeString(file, (isBroken ? "nothing\n" : "") + """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                A-1,P-00001,2026-03-01,1.50,EUR,2026-03
                """);
        var uri = LocalEnvironment.uri(file);
        conforms("POST", "/credit-pushes", "/credit-pushes", "{\"runId\":\"late\",\"credits\":\"" + uri + "\"}", 202);
        var record = folder.resolve(".im/runs/late/run.json");
        var latest = System.nanoTime() + 60_000_000_000L;
        while (!Files.exists(record) || !Files.readString(record).contains("\"" + status + "\"")) {
            assertThat(System.nanoTime()).as("a minute has passed").isLessThan(latest);
            Thread.onSpinWait();
        }

        conforms("GET", "/runs/{runId}", "/runs/late", null, 200);
    }

    private void conforms(String method, String route, String path, String body, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api.url() + path));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            var credit = "{\"sourceRef\":\"a\",\"participantId\":\"P-00001\",\"transactionDate\":\"2026-03-01\","
                    + "\"amount\":1.50,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}";
            request.header("Content-Type", "application/json")
                    .method(
                            method,
                            BodyPublishers.ofString(
                                    body.replace("A,", credit + ",").replace("A]", credit + "]")));
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(faults(method, route, status, JSON.readTree(answer.body())))
                .as("%s %s: %s", method, path, answer.body())
                .isEmpty();
    }

    private static List<String> faults(String method, String route, int status, JsonNode body) {
        var response = DOCUMENT.path("paths")
                .path(route)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status));
        if (response.has("$ref")) {
            response = DOCUMENT.at(response.get("$ref").asText().substring(1));
        }
        var schema = JSON.createObjectNode();
        schema.putArray("allOf").add(response.at("/content/application~1json/schema"));
        schema.set("components", DOCUMENT.get("components"));
        assertThat(schema.at("/allOf/0").isMissingNode()
                        || schema.at("/allOf/0").isNull())
                .as("%s %s has no %d in the document", method, route, status)
                .isFalse();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema).validate(body).stream()
                .map(Object::toString)
                .toList();
    }
}
