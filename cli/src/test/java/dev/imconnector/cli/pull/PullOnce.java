package dev.imconnector.cli.pull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One invocation of the pull's handler, as a process of its own: {@code TOKEN_URL API_URL FOLDER RUN_ID FORMAT
 * SECONDS}. Prints the status and the rows.
 */
public final class PullOnce {

    private PullOnce() {}

    static Map<String, String> environment(URI tokenUrl, URI apiUrl, Path folder) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", tokenUrl.toString());
        environment.put("IM_API_URL", apiUrl.toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("IM_REQUEST_TIMEOUT_SECONDS", "1");
        environment.put("RUNS_LOCATION", folder.resolve("runs").toUri() + "/");
        environment.put("RESULTS_LOCATION", folder.resolve("results").toUri() + "/");
        return environment;
    }

    static RunRecord call(Map<String, String> environment, ObjectNode event, int seconds) throws IOException {
        var answer = new ByteArrayOutputStream();
        new PullResultsHandler(environment, RunMetrics.NONE)
                .handleRequest(
                        new ByteArrayInputStream(RunRecords.json().writeValueAsBytes(event)),
                        answer,
                        new TimedContext(seconds));
        return RunRecords.json().readValue(answer.toByteArray(), RunRecord.class);
    }

    static ObjectNode event(String runId) {
        return RunRecords.json().createObjectNode().put("runId", runId).put("filter", "");
    }

    public static void main(String[] arguments) throws Exception {
        var environment = environment(URI.create(arguments[0]), URI.create(arguments[1]), Path.of(arguments[2]));
        var run = call(environment, event(arguments[3]).put("format", arguments[4]), Integer.parseInt(arguments[5]));
        System.out.println(run.status() + " " + run.rows());
        System.exit(0);
    }
}
