package dev.imconnector.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.token.SandboxClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Shell lines that make the commands of the runbook work on the application in the local AWS. No value of it is a
 * secret: those of the simulated IM are the same on every machine.
 *
 * @param tool {@code local-aws/stack}
 * @param endpoint of the local AWS
 * @param stack the name of the deployed stack
 * @param dialect the settings that say how the simulated IM is spoken to, as variables
 */
public record StackVariables(Path tool, URI endpoint, String stack, Map<String, String> dialect) {

    /**
     * The lines.
     *
     * @param description of the deployed stack, as the tool prints it
     */
    public List<String> lines(JsonNode description) {
        return Stream.of(
                        List.of("# For this shell: eval \"$(./im stack env)\". It does not affect other shells."),
                        List.of("unset AWS_PROFILE AWS_SESSION_TOKEN"),
                        exports(ofAws()),
                        exports(ofIm(description.path("parameters"))),
                        exports(ofTheStack(description)),
                        List.of(
                                "# The AWS CLI that the local AWS has. One of your own must be of version 2.",
                                "aws() { LOCAL_AWS_PORT=" + endpoint.getPort() + " " + quoted(tool.toString())
                                        + " aws \"$@\"; }"))
                .flatMap(List::stream)
                .toList();
    }

    private Map<String, String> ofAws() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("AWS_REGION", LocalAws.REGION);
        variables.put("AWS_DEFAULT_REGION", LocalAws.REGION);
        variables.put("AWS_ACCESS_KEY_ID", LocalAws.KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAws.KEY);
        variables.put("AWS_PAGER", "");
        return variables;
    }

    private Map<String, String> ofIm(JsonNode parameters) {
        var variables = new LinkedHashMap<String, String>();
        // A legacy tenant has no tokens; what was set for another one must not stay.
        var tokenUrl = parameters.path("ImTokenUrl").asText();
        variables.put("IM_TOKEN_URL", tokenUrl.equals("none") ? "" : tokenUrl);
        variables.put("IM_API_URL", parameters.path("ImApiUrl").asText());
        List.of("IM_DIALECT", "IM_EVENT_TYPE", "IM_CALENDAR").forEach(name -> variables.put(name, ""));
        variables.putAll(dialect);
        variables.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        variables.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        variables.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        variables.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());
        return variables;
    }

    private Map<String, String> ofTheStack(JsonNode description) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("STACK", stack);
        variables.put(
                "DATA_BUCKET",
                description.path("outputs").path("DataBucketName").asText());
        variables.putAll(functions(description.path("resources")));
        return variables;
    }

    /** By their logical ids, as in {@code PUSH_CREDITS_FUNCTION}. */
    private static Map<String, String> functions(JsonNode resources) {
        var names = new TreeMap<String, String>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().path("type").asText().equals("AWS::Lambda::Function")) {
                names.put(
                        resource.getKey().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT),
                        resource.getValue().path("id").asText());
            }
        });
        return names;
    }

    private static List<String> exports(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + quoted(variable.getValue()))
                .toList();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
