package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code im check --stack} says. */
record StackCheck(int status, JsonNode findings, String said) {

    /**
     * Asks, and waits for the answer.
     *
     * @param tool of the local AWS, for the AWS CLI
     * @param night whose export is expected
     * @param more options
     */
    static StackCheck of(ImProgram im, String stack, LocalAws tool, Exports.Night night, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "check", "--stack", stack, "--night", night.scheduledTime(), "--aws", tool.tool() + " aws", "--json"));
        command.addAll(List.of(more));
        var ended = im.run(command);
        return new StackCheck(
                ended.status(),
                ended.status() == 0 || ended.status() == 5 ? AwsCalls.json(ended.out()) : null,
                ended.said());
    }

    JsonNode of(String name) {
        for (var finding : findings) {
            if (finding.path("name").asText().equals(name)) {
                return finding;
            }
        }
        throw new AssertionError("Nothing is said of " + name + ": " + said);
    }

    List<String> missing() {
        var names = new ArrayList<String>();
        findings.forEach(finding -> {
            if (finding.path("missing").isObject()) {
                names.add(finding.path("name").asText());
            }
        });
        return names;
    }

    void misses(String name, String text) {
        assertThat(status).as(said).isEqualTo(5);
        assertThat(missing()).as(said).contains(name);
        assertThat(of(name).path("missing").toString()).contains(text);
        assertThat(of(name).at("/missing/fix").asText()).isNotBlank();
    }
}
