package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.FaultSwitches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pull, as AWS runs it. */
class ResultsPullIT {

    private static final String WORKFLOW = "ResultsPullWorkflow";

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    ResultsPullIT() {
        app.withCredentials();
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    @Test
    void the_workflow_pulls_every_approved_result_into_parts_that_its_manifest_names() throws IOException {
        var output = app.succeed(WORKFLOW, night.input());

        var folder = "results/results/" + output.path("runId").asText() + "/";
        var manifest = AwsCalls.json(app.text(folder + "manifest.json"));
        var pulled = new TreeSet<String>();
        for (var part : manifest.path("parts")) {
            lines(app.bytes(folder + part.path("name").asText()))
                    .forEach(line -> pulled.add(AwsCalls.json(line).toString()));
        }
        var expected = new ByteArrayOutputStream();
        app.im().writeRows("results", "$filter=status%20eq%20'APPROVED'", expected);
        assertThat(pulled)
                .isNotEmpty()
                .isEqualTo(new TreeSet<>(expected.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> AwsCalls.json(line).toString())
                        .toList()));
        assertThat(manifest.path("rows").asInt()).isEqualTo(pulled.size());
        assertThat(output.path("rows").asInt()).isEqualTo(pulled.size());
    }

    private static Iterable<String> lines(byte[] gzipped) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void a_pull_too_long_for_one_invocation_goes_on_in_the_next() {
        app.timeout("PullResultsFunction", 8);
        app.environment("PullResultsFunction", Map.of("IM_PAGE_SIZE", "10"));
        app.im().set(FaultSwitches.LATENCY_MILLIS, 200);

        var output = app.succeed(WORKFLOW, night.input());

        var run = AwsCalls.json(app.text("runs/" + output.path("runId").asText() + "/run.json"));
        assertThat(run.path("attempts").size()).isGreaterThan(1);
        assertThat(run.path("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void a_reading_client_that_IM_refuses_fails_the_pull_with_what_to_do() {
        app.forgetWarm("PullResultsFunction");
        app.im().removeClient(dev.imconnector.sandbox.token.SandboxClient.READER.id());

        var ended = app.end(app.start(WORKFLOW, night.input()));

        assertThat(ended.path("status").asText()).isEqualTo("FAILED");
        assertThat(ended.path("error").asText()).isEqualTo("CLIENT_REJECTED");
        assertThat(app.keys("results/results/pull-results-" + night.businessDate() + "/manifest.json"))
                .isEmpty();
    }
}
