package dev.imconnector.sandbox.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller.Answer;
import dev.imconnector.sandbox.token.SandboxClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** Talks plain HTTP to a sandbox that speaks as a tenant. Has no rules of its own. */
public final class TenantCaller {

    public static final String LEGACY = "/api/v2";
    public static final String HYPERSCALER = "/mtsvc/tcmp/rest/v2";

    private final ImSandbox sandbox;
    private final SandboxCaller http;

    public TenantCaller(ImSandbox sandbox) {
        this.sandbox = sandbox;
        this.http = new SandboxCaller(sandbox);
    }

    /** Asks the legacy family as a user who may do everything. @param path below {@code /api/v2}, percent-encoded */
    public Answer get(String path) {
        return send("GET", LEGACY + path, basic(SandboxClient.USER), null);
    }

    public Answer post(String path, String body) {
        return send("POST", LEGACY + path, basic(SandboxClient.USER), body);
    }

    public Answer put(String path, String body) {
        return send("PUT", LEGACY + path, basic(SandboxClient.USER), body);
    }

    public Answer delete(String path) {
        return send("DELETE", LEGACY + path, basic(SandboxClient.USER), null);
    }

    /** @param path from the root, percent-encoded @param authorization or null @param body or null */
    public Answer send(String method, String path, String authorization, String body) {
        return http.send(request(method, path, authorization, body));
    }

    public HttpRequest.Builder request(String method, String path, String authorization, String body) {
        var request = HttpRequest.newBuilder(
                        URI.create(sandbox.url("/").resolve(path).toString()))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return body == null ? request : request.header("Content-Type", "application/json");
    }

    public static String basic(SandboxClient client) {
        return basic(client.id(), client.secret());
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Asks the identity service. @param query or null @param form the body */
    public Answer token(String query, String form, String authorization) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.tokenUrl() + (query == null ? "" : "?" + query)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request);
    }

    /** {@code Bearer …}, for a client. */
    public String bearer(SandboxClient client) {
        var answer = token(null, "grant_type=client_credentials&client_id=" + client.id(), basic(client));
        return "Bearer " + answer.json().get("access_token").textValue();
    }

    /** The rows of a list. @param path with its parameters, percent-encoded; filters in clear are encoded here */
    public List<JsonNode> rows(String path) {
        var answer = get(path.replace(" ", "%20").replace("\"", "%22").replace("'", "%27"));
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.status() + " " + answer.body());
        }
        return elements(answer, path.replaceFirst("^/", "").replaceFirst("[?].*", ""));
    }

    /** What an answer lists under the name of a resource. */
    public static List<JsonNode> elements(Answer answer, String resource) {
        return StreamSupport.stream(answer.json().path(resource).spliterator(), false)
                .toList();
    }

    /** The seq of a new order. */
    public String order(String orderId) {
        var answer = post("/salesOrders", "[{\"orderId\":\"" + orderId + "\"}]");
        if (answer.status() != 201) {
            throw new AssertionError(answer.body());
        }
        return answer.json().at("/salesOrders/0/salesOrderSeq").textValue();
    }

    /** One element of {@code POST salesTransactions}, of lines 1 and 1. */
    public static String sale(String orderId, String value) {
        return sale("{\"orderId\":\"" + orderId + "\"}", 1, value, "2026-03-15", "P0000007");
    }

    /** @param order a reference as JSON */
    public static String sale(String order, int line, String value, String date, String payeeId) {
        return """
                {"salesOrder":%s,"lineNumber":{"value":%d,"unitType":{"name":"integer"}},\
                "subLineNumber":{"value":1,"unitType":{"name":"integer"}},"eventType":{"eventTypeId":"Order"},\
                "value":{"value":%s,"unitType":{"name":"USD"}},"compensationDate":"%s",\
                "transactionAssignments":[{"payeeId":"%s","setNumber":1}]}""".formatted(order, line, value, date, payeeId);
    }

    public static String array(String... elements) {
        return "[" + String.join(",", elements) + "]";
    }
}
