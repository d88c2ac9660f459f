package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A stack for a tenant beside the other one in the same local AWS, as the command makes it, and the simulated tenant, a
 * process of its own that is asked through its own doors.
 */
final class TenantStack implements AutoCloseable {

    private static final String NAME = "im-connector-tenant";

    private final Application app;
    private final ImProgram im;
    private final LocalAws tool;
    private final JsonNode deployed;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BackgroundSandbox sandbox;

    private TenantStack(Application app, ImProgram im, LocalAws tool, JsonNode deployed, BackgroundSandbox sandbox) {
        this.app = app;
        this.im = im;
        this.tool = tool;
        this.deployed = deployed;
        this.sandbox = sandbox;
    }

    /** @param folder where the command is typed */
    static TenantStack deploy(Application app, Path folder) throws IOException, InterruptedException {
        var settings = Map.of("LOCAL_AWS_STACK", NAME, "LOCAL_AWS_BUILD", app.build());
        var im = new ImProgram(folder, app);
        settings.forEach(im::with);
        var ended = im.run(List.of(
                "stack",
                "deploy",
                "--dialect",
                "tenant",
                "TenantRequestsPerMinute=0",
                "CreditMappingKey=config/mapping.yaml",
                "PushScheduleState=ENABLED",
                "AlertsEmail=nights@example.com"));
        assertThat(ended.status()).as(ended.said()).isZero();
        var tool = new LocalAws(ProcessStack.repository(), app.aws().port(), settings);
        var sandbox = new BackgroundSandbox(
                folder.resolve(".im").resolve("stack"), app.aws().port() + 1);
        var tenant = new TenantStack(app, im, tool, AwsCalls.json(tool.ask("describe")), sandbox);
        tenant.set("rate-limit", "0");
        return tenant;
    }

    @Override
    public void close() throws IOException {
        sandbox.stop();
    }

    private String output(String name) {
        return deployed.path("outputs").path(name).asText();
    }

    private String id(String logicalId) {
        return deployed.at("/resources/" + logicalId + "/id").asText();
    }

    // ---- AWS

    AlertsMail mail() {
        return new AlertsMail(app.calls(), output("AlertsTopicArn"));
    }

    void put(String key, String content) {
        app.s3()
                .putObject(
                        request -> request.bucket(output("DataBucketName")).key(key), RequestBody.fromString(content));
    }

    String text(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String key) {
        return app.s3()
                .getObjectAsBytes(
                        request -> request.bucket(output("DataBucketName")).key(key))
                .asByteArray();
    }

    String gunzipped(String key) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes(key)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Starts a workflow and waits for its end. @return the output of one that succeeded */
    JsonNode succeed(String machine, String input) {
        return Application.succeeded(app.end(app.startArn(id(machine), input)));
    }

    /** @param event the name of a sample in {@code events/} */
    JsonNode invoke(String function, String event) throws IOException {
        var sample = Files.readString(ProcessStack.repository().resolve("events/" + event + ".json"));
        return AwsCalls.json(app.calls().invoke(id(function), sample).body());
    }

    StackCheck check(Exports.Night night) throws IOException, InterruptedException {
        return StackCheck.of(im, NAME, tool, night);
    }

    /** What the function answers that is asked for the writer, at another address of the same server. */
    String checkWriter(String apiPath) throws Exception {
        var function = id("RotateClientSecretFunction");
        var event = "{\"Step\":\"checkSecret\",\"SecretId\":\"" + output("WriterClientSecretId") + "\"}";
        var answer = new StringBuilder();
        new FunctionEnvironment(app.calls(), function)
                .during(
                        variables -> variables.put("IM_API_URL", im() + apiPath),
                        () -> answer.append(app.calls().invoke(function, event).body()));
        return answer.toString();
    }

    /** Has functions speak to it as to a legacy tenant, without tokens, until what is run ends. */
    void asLegacy(List<String> functions, FunctionEnvironment.Run run) throws Exception {
        if (functions.isEmpty()) {
            run.run();
            return;
        }
        new FunctionEnvironment(app.calls(), id(functions.get(0)))
                .during(
                        variables ->
                                variables.put("IM_API_URL", im() + "/api/v2").remove("IM_TOKEN_URL"),
                        () -> asLegacy(functions.subList(1, functions.size()), run));
    }

    // ---- The HTTP API

    /** Of the API, or of the simulated tenant. */
    record Answer(int status, JsonNode body) {}

    Answer send(String method, String path, String body) {
        var answer = exchange(URI.create(deployed.at("/restApis/ImApi").asText() + path), method, body);
        return new Answer(answer.statusCode(), AwsCalls.json(answer.body()));
    }

    private HttpResponse<String> exchange(URI uri, String method, String body) {
        try {
            var request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    // ---- The simulated tenant

    /** Its base address, without a slash at its end. */
    private String im() {
        return sandbox.url("").toString();
    }

    private String door(String method, String path, String body) {
        var answer = exchange(sandbox.url("/_sandbox/" + path), method, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isLessThan(300);
        return answer.body();
    }

    void set(String name, String value) {
        door("POST", "switches", "{\"" + name + "\":\"" + value + "\"}");
    }

    /** The credentials with which it was deployed. */
    void withCredentials() {
        secret("Writer", SandboxClient.WRITER);
        secret("Reader", SandboxClient.READER);
    }

    void putWriter(SandboxClient client) {
        know(client);
        secret("Writer", client);
    }

    void putReader(SandboxClient client) {
        know(client);
        secret("Reader", client);
    }

    private void know(SandboxClient client) {
        var scopes = AwsCalls.JSON.valueToTree(client.scopes());
        door("PUT", "clients/" + client.id(), "{\"secret\":\"" + client.secret() + "\",\"scopes\":" + scopes + "}");
    }

    /** Its functions forget the token of the client before, as they do when that has ended. */
    private void secret(String role, SandboxClient client) {
        app.secretsManager()
                .putSecretValue(request -> request.secretId(output(role + "ClientSecretId"))
                        .secretString("{\"client_id\":\"" + client.id() + "\",\"client_secret\":\"" + client.secret()
                                + "\"}"));
        door("POST", "revoke-tokens", null);
    }

    /** How many requests of each route it has answered so far. */
    Map<String, Long> requests() {
        var counts = new TreeMap<String, Long>();
        AwsCalls.json(door("GET", "report", null))
                .at("/requests/byRoute")
                .forEach(count -> counts.merge(
                        count.path("route").asText(), count.path("count").asLong(), Long::sum));
        return counts;
    }

    /** The same since then, without routes that were not asked for. */
    Map<String, Long> requestsSince(Map<String, Long> before) {
        var since = requests();
        before.forEach((route, count) -> since.merge(route, -count, Long::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }

    /** The amounts that it holds of a night, by orderId; no order has two transactions. */
    Map<String, BigDecimal> transactionsOf(Exports.Night night) {
        var amounts = new TreeMap<String, BigDecimal>();
        for (var row : rows("salesTransactions", "expand=salesOrder")) {
            var orderId = row.at("/salesOrder/orderId").asText();
            if (orderId.startsWith(night.businessDate())) {
                assertThat(amounts.put(
                                orderId, new BigDecimal(row.at("/value/value").asText())))
                        .as(orderId)
                        .isNull();
            }
        }
        return amounts;
    }

    /** The numbers of the payments of these periods that a pipeline has posted. */
    Set<String> postedPayments(String... periods) {
        var seqs = new TreeSet<String>();
        for (var period : periods) {
            for (var row : rows(
                    "payments",
                    "$filter=" + URLEncoder.encode("period/name eq '" + period + "'", StandardCharsets.UTF_8))) {
                if (row.hasNonNull("postPipelineRun")) {
                    seqs.add(row.path("paymentSeq").asText());
                }
            }
        }
        return seqs;
    }

    private List<JsonNode> rows(String resource, String query) {
        return door("GET", "rows/" + resource + "?" + query, null)
                .lines()
                .map(AwsCalls::json)
                .toList();
    }
}
