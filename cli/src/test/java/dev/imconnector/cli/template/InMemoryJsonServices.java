package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.cli.template.InMemoryAws.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Secrets Manager with its stages, and a Systems Manager that holds no parameter. Thread-safe. */
final class InMemoryJsonServices {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Map<String, String>> versionsByStage = new TreeMap<>();
    private final Map<String, String> values = new TreeMap<>();
    private final String kmsKey;
    private final Consumer<AwsCall> noted;

    InMemoryJsonServices(String kmsKey, Consumer<AwsCall> noted) {
        this.kmsKey = kmsKey;
        this.noted = noted;
    }

    synchronized void putSecret(String secret, String stage, String version, String value) {
        versionsByStage.computeIfAbsent(secret, id -> new TreeMap<>()).put(stage, version);
        values.put(secret + version, value);
    }

    synchronized Answer answer(String action, byte[] content) throws IOException {
        var request = JSON.readTree(content);
        if (action.equals("GetParametersByPath")) {
            noted.accept(AwsCall.of(
                    "ssm:GetParametersByPath",
                    "arn:Partition:ssm:Region:AccountId:parameter"
                            + request.path("Path").asText()));
            return answer(JSON.createObjectNode());
        }
        var secret = request.path("SecretId").asText();
        noted.accept(AwsCall.of("secretsmanager:" + action, secret));
        return switch (action) {
            case "GetSecretValue" -> value(secret, request);
            case "DescribeSecret" -> description(secret);
            case "UpdateSecretVersionStage" -> move(secret, request);
            default -> throw new AssertionError("Teach InMemoryJsonServices " + action);
        };
    }

    private Answer value(String secret, JsonNode request) {
        if (!kmsKey.isEmpty()) {
            noted.accept(AwsCall.of("kms:Decrypt", kmsKey).with("kms:ViaService", "secretsmanager.Region.URLSuffix"));
        }
        var version = request.has("VersionId")
                ? request.path("VersionId").asText()
                : versionsByStage.get(secret).get(request.path("VersionStage").asText("AWSCURRENT"));
        return answer(JSON.createObjectNode()
                .put("Name", secret)
                .put("VersionId", version)
                .put("CreatedDate", 1_772_338_500)
                .put("SecretString", values.get(secret + version)));
    }

    private Answer description(String secret) {
        var description = JSON.createObjectNode().put("Name", secret);
        var versions = description.putObject("VersionIdsToStages");
        versionsByStage
                .get(secret)
                .forEach((stage, version) -> versions.withArray("/" + version).add(stage));
        return answer(description);
    }

    private Answer move(String secret, JsonNode request) {
        var stage = request.path("VersionStage").asText();
        if (request.has("MoveToVersionId")) {
            versionsByStage
                    .get(secret)
                    .put(stage, request.path("MoveToVersionId").asText());
        } else {
            versionsByStage.get(secret).remove(stage);
        }
        return answer(JSON.createObjectNode());
    }

    private static Answer answer(JsonNode body) {
        try {
            return new Answer(200, "application/x-amz-json-1.1", JSON.writeValueAsBytes(body), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
