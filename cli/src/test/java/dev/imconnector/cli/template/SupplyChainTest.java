package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What is built and deployed is what somebody here has chosen: each action by its commit, each library by its version. */
class SupplyChainTest {

    private static final List<String> MODULES = List.of("functions", "sandbox", "cli");

    static Stream<String> workflows() {
        return Repository.files(".github/workflows", ".yml").stream()
                .map(file -> ".github/workflows/" + file.getFileName());
    }

    private static JsonNode yaml(String name) {
        Map<String, Object> tree = new Yaml().load(Repository.text(Repository.file(name)));
        return new JsonMapper().valueToTree(tree);
    }

    private static Stream<JsonNode> stepsOf(String workflow) {
        return StreamSupport.stream(yaml(workflow).path("jobs").spliterator(), false)
                .flatMap(job -> StreamSupport.stream(job.path("steps").spliterator(), false));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void each_action_is_named_by_a_commit_which_nobody_can_move_as_a_tag(String workflow) {
        var actions = stepsOf(workflow)
                .filter(step -> step.has("uses"))
                .map(step -> step.get("uses").asText());

        assertThat(actions.toList()).isNotEmpty().allMatch(name -> name.matches("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_checkout_leaves_no_credentials_to_the_steps_behind_it(String workflow) {
        assertThat(stepsOf(workflow).filter(step -> step.path("uses").asText().startsWith("actions/checkout@")))
                .isNotEmpty()
                .allMatch(step -> step.at("/with/persist-credentials").isBoolean()
                        && !step.at("/with/persist-credentials").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_may_only_read_unless_it_deploys_or_publishes(String workflow) {
        assertThat(yaml(workflow).at("/permissions"))
                .isEqualTo(new JsonMapper().createObjectNode().put("contents", "read"));
        yaml(workflow)
                .path("jobs")
                .properties()
                .forEach(job -> job.getValue()
                        .path("permissions")
                        .properties()
                        .forEach(right -> assertThat(right.getValue().asText())
                                .as("%s of %s", right.getKey(), job.getKey())
                                .isEqualTo(mayWrite(workflow, job.getKey(), right.getKey()) ? "write" : "read")));
    }

    /** A deployment asks AWS for its identity, and a release is published. */
    private static boolean mayWrite(String workflow, String job, String right) {
        return workflow.endsWith("/deploy.yml") && right.equals("id-token")
                || workflow.endsWith("/release.yml") && job.equals("publish") && right.equals("contents");
    }

    @Test
    void what_publishes_a_release_runs_nothing_of_the_build() {
        var steps = yaml(".github/workflows/release.yml").at("/jobs/publish/steps");
        assertThat(steps).isNotEmpty();
        for (var step : steps) {
            assertThat(step.path("uses").asText()).doesNotStartWith("actions/checkout");
            assertThat(step.path("run").asText()).doesNotContain("mvn", ".ci/", "./im");
        }
    }

    /** What outsiders write into a pull request's title or branch is no part of a shell's text. */
    @ParameterizedTest
    @MethodSource("workflows")
    void no_expression_is_written_into_a_shell(String workflow) {
        assertThat(stepsOf(workflow).map(step -> step.path("run").asText())).noneMatch(text -> text.contains("${{"));
    }

    @Test
    void somebody_looks_for_newer_versions_of_all_that_is_chosen() {
        var updates = yaml(".github/dependabot.yml").path("updates");

        assertThat(updates.findValuesAsText("package-ecosystem")).contains("maven", "github-actions", "pip");
        assertThat(updates.get(0).path("directories").toString()).contains("/functions", "/sandbox", "/cli");
    }

    @Test
    void each_library_and_plugin_has_one_version_and_none_that_moves() {
        for (var module : MODULES) {
            var pom = Repository.text(Repository.file(module + "/pom.xml"));

            assertThat(pom).doesNotContain("SNAPSHOT", "LATEST", "RELEASE</version>", "<repository>");
            assertThat(pom.lines().filter(line -> line.matches("\\s*<version>[\\[(].*")))
                    .as("only the rules for the JDK and Maven name ranges")
                    .allMatch(line -> line.contains("[17,)") || line.contains("[3.8.7,)"));
        }
    }

    @Test
    void the_build_lists_all_that_is_deployed() {
        var pom = Repository.text(Repository.file("functions/pom.xml"));

        assertThat(pom).contains("<artifactId>cyclonedx-maven-plugin</artifactId>", "<goal>makeBom</goal>");
    }

    @Test
    void people_find_the_licence_and_whom_to_tell_of_a_hole() {
        assertThat(Repository.file("LICENSE")).isNotEmptyFile();
        assertThat(Repository.text(Repository.file("SECURITY.md"))).containsIgnoringCase("report");
    }
}
