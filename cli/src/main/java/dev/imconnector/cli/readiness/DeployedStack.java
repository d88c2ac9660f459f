package dev.imconnector.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** A deployed stack: its parameters, its outputs, its functions. */
final class DeployedStack {

    /** With every digit of an amount. */
    private static final ObjectMapper JSON = RunRecords.json();

    private final AwsCli aws;
    private final String name;
    private final String status;
    private final Map<String, String> parameters;
    private final Map<String, String> outputs;

    private DeployedStack(AwsCli aws, String name, JsonNode stack) {
        this.aws = aws;
        this.name = name;
        this.status = stack.path("StackStatus").asText();
        this.parameters = pairs(stack.path("Parameters"), "ParameterKey", "ParameterValue");
        this.outputs = pairs(stack.path("Outputs"), "OutputKey", "OutputValue");
    }

    private static Map<String, String> pairs(JsonNode list, String key, String value) {
        var pairs = new HashMap<String, String>();
        list.forEach(each -> pairs.put(each.path(key).asText(), each.path(value).asText()));
        return pairs;
    }

    /** @throws AwsCliException when there is none of that name, or it cannot be seen */
    static DeployedStack find(AwsCli aws, String name) throws InterruptedException {
        var stack = aws.run("cloudformation", "describe-stacks", "--stack-name", name)
                .at("/Stacks/0");
        return new DeployedStack(aws, name, stack);
    }

    String name() {
        return name;
    }

    String status() {
        return status;
    }

    String parameter(String id) {
        return parameters.getOrDefault(id, "");
    }

    /** The token endpoint; of an IM without tokens its API. */
    String whereClientsAreAccepted() {
        var tokens = parameter("ImTokenUrl");
        return tokens.equals("none") ? parameter("ImApiUrl") : tokens;
    }

    /** @throws AwsCliException when the stack has none: it is of an earlier version, or of something else */
    String output(String id) {
        var value = outputs.get(id);
        if (value == null) {
            throw new AwsCliException(new Problem(
                    "AWS_REFUSED",
                    "The stack " + name + " has no output " + id,
                    "Deploy this version of IM Connector, or name the right stack"));
        }
        return value;
    }

    String resource(String id) throws InterruptedException {
        return aws.run("cloudformation", "describe-stack-resource", "--stack-name", name, "--logical-resource-id", id)
                .at("/StackResourceDetail/PhysicalResourceId")
                .asText();
    }

    /** What a function answers; an error that it throws is in {@code errorMessage}. */
    JsonNode invoke(String function, JsonNode event) throws InterruptedException {
        try {
            var payload = Files.createTempFile("im-event", ".json");
            var answer = Files.createTempFile("im-answer", ".json");
            try {
                JSON.writeValue(payload.toFile(), event);
                aws.run(
                        "lambda",
                        "invoke",
                        "--function-name",
                        function,
                        "--cli-read-timeout",
                        "0",
                        "--payload",
                        "fileb://" + payload,
                        answer.toString());
                return JSON.readTree(answer.toFile());
            } finally {
                Files.delete(payload);
                Files.delete(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
