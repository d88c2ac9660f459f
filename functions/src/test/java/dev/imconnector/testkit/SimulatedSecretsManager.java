package dev.imconnector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One secret of AWS Secrets Manager over HTTP, with versions and stages as the service's API reference describes them:
 * one version a stage, AWSPREVIOUS follows AWSCURRENT. Thread-safe.
 */
public final class SimulatedSecretsManager implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ScriptedServer server = new ScriptedServer();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> versionOfStage = new TreeMap<>();
    private final Map<String, Integer> calls = new TreeMap<>();

    public SimulatedSecretsManager() {
        server.always("/", this::answer);
    }

    /** The environment with which the SDK comes here. */
    public Map<String, String> environment() {
        return Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.port());
    }

    /** Puts a version in force, as a person would. */
    public synchronized SimulatedSecretsManager current(String versionId, String clientId, String secret) {
        values.put(versionId, text(clientId, secret));
        move("AWSCURRENT", versionId);
        return this;
    }

    public synchronized SimulatedSecretsManager pending(String versionId, String clientId, String secret) {
        values.put(versionId, text(clientId, secret));
        versionOfStage.put("AWSPENDING", versionId);
        return this;
    }

    /** A version with a stage and without a value, as Secrets Manager's own rotation begins with. */
    public synchronized SimulatedSecretsManager pendingWithoutValue(String versionId) {
        versionOfStage.put("AWSPENDING", versionId);
        return this;
    }

    private static String text(String clientId, String secret) {
        return "{\"client_id\":\"" + clientId + "\",\"client_secret\":\"" + secret + "\"}";
    }

    /** The version with that stage, or null. */
    public synchronized String version(String stage) {
        return versionOfStage.get(stage);
    }

    /** The text of the version with that stage. */
    public synchronized String value(String stage) {
        return values.get(versionOfStage.get(stage));
    }

    /** How often an action such as {@code GetSecretValue} was called. */
    public synchronized int calls(String action) {
        return calls.getOrDefault(action, 0);
    }

    private synchronized Reply answer(RecordedRequest request) {
        try {
            var target = request.header("X-Amz-Target").orElse("");
            var action = target.substring(target.indexOf('.') + 1);
            calls.merge(action, 1, Integer::sum);
            var body = JSON.readTree(request.body());
            return switch (action) {
                case "DescribeSecret" -> describe();
                case "GetSecretValue" -> get(body);
                case "PutSecretValue" -> put(body);
                case "UpdateSecretVersionStage" -> update(body);
                default -> error("InvalidRequestException", "Not simulated: " + action);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply describe() {
        var answer = JSON.createObjectNode().put("ARN", "arn").put("Name", "secret");
        var versions = answer.putObject("VersionIdsToStages");
        for (var version : new TreeSet<>(versionOfStage.values())) {
            var stages = versions.putArray(version);
            versionOfStage.forEach((stage, of) -> {
                if (of.equals(version)) {
                    stages.add(stage);
                }
            });
        }
        return reply(answer);
    }

    private Reply get(JsonNode body) {
        var stage = body.path("VersionStage").asText("AWSCURRENT");
        var version = body.has("VersionId") ? body.get("VersionId").textValue() : versionOfStage.get(stage);
        if (version == null || !values.containsKey(version)) {
            return error("ResourceNotFoundException", "Secrets Manager can't find the specified secret value");
        }
        return reply(JSON.createObjectNode()
                .put("Name", "secret")
                .put("VersionId", version)
                .put("CreatedDate", 1_772_338_500)
                .put("SecretString", values.get(version)));
    }

    private Reply put(JsonNode body) {
        var version = body.get("ClientRequestToken").textValue();
        var value = body.get("SecretString").textValue();
        if (values.containsKey(version) && !values.get(version).equals(value)) {
            return error("ResourceExistsException", "The version has another value");
        }
        values.put(version, value);
        body.path("VersionStages").forEach(stage -> move(stage.textValue(), version));
        return reply(JSON.createObjectNode().put("VersionId", version));
    }

    private Reply update(JsonNode body) {
        var stage = body.get("VersionStage").textValue();
        var holder = versionOfStage.get(stage);
        var from = body.path("RemoveFromVersionId").textValue();
        if (body.has("MoveToVersionId")) {
            if (holder != null && !holder.equals(from)) {
                return error("InvalidParameterException", "The stage is attached to another version: " + holder);
            }
            move(stage, body.get("MoveToVersionId").textValue());
        } else if (holder == null || !holder.equals(from)) {
            return error("InvalidParameterException", "The stage is not attached to " + from);
        } else {
            versionOfStage.remove(stage);
        }
        return reply(JSON.createObjectNode());
    }

    private void move(String stage, String version) {
        var before = versionOfStage.put(stage, version);
        if (stage.equals("AWSCURRENT") && before != null && !before.equals(version)) {
            versionOfStage.put("AWSPREVIOUS", before);
        }
    }

    private static Reply reply(ObjectNode answer) {
        return Reply.of(200, "application/x-amz-json-1.1", answer.toString());
    }

    private static Reply error(String type, String message) {
        return Reply.of(
                400,
                "application/x-amz-json-1.1",
                JSON.createObjectNode()
                        .put("__type", type)
                        .put("message", message)
                        .toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
