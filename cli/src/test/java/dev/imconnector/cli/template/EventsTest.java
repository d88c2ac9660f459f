package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample events: one for each way a function or a workflow is started, named after it. */
class EventsTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Fields of an event, by what its file name begins with. */
    private static final Map<String, Map<String, JsonNodeType>> FIELDS = Map.of(
            "push",
            Map.of(
                    "runId", JsonNodeType.STRING,
                    "scheduledTime", JsonNodeType.STRING,
                    "credits", JsonNodeType.STRING,
                    "retry", JsonNodeType.BOOLEAN,
                    "dryRun", JsonNodeType.BOOLEAN,
                    "requestedBy", JsonNodeType.STRING),
            "pull",
            Map.of(
                    "runId", JsonNodeType.STRING,
                    "scheduledTime", JsonNodeType.STRING,
                    "entity", JsonNodeType.STRING,
                    "filter", JsonNodeType.STRING,
                    "select", JsonNodeType.STRING,
                    "orderby", JsonNodeType.STRING,
                    "format", JsonNodeType.STRING,
                    "retry", JsonNodeType.BOOLEAN));

    static List<Path> all() {
        return Repository.files("events", ".json");
    }

    @Test
    void there_is_one_for_each_way_a_push_is_started() {
        assertThat(all().stream().map(f -> f.getFileName().toString()).toList())
                .contains(
                        "push-schedule.json",
                        "push-task.json",
                        "push-on-demand.json",
                        "push-dry-run.json",
                        "push-retry.json");
    }

    @Test
    void there_is_one_for_each_way_a_pull_is_started() {
        assertThat(all().stream().map(f -> f.getFileName().toString()).toList())
                .contains("pull-schedule.json", "pull-task.json", "pull-on-demand.json", "pull-retry.json");
        assertThat(sample("pull-retry").path("retry").asBoolean()).isTrue();
        assertThat(sample("pull-on-demand").path("entity").asText()).isEqualTo("participants");
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_has_only_fields_that_are_known_and_of_their_type(Path file) {
        var event = read(file);
        var kind = file.getFileName().toString().split("-")[0];
        assertThat(FIELDS).as("%s: begin its name with one of these.", file).containsKey(kind);

        assertThat(event.isObject()).as("%s must be one JSON object.", file).isTrue();
        event.properties()
                .forEach(field -> assertThat(FIELDS.get(kind))
                        .as("%s: field %s is not known, or of another type.", file, field.getKey())
                        .containsEntry(field.getKey(), field.getValue().getNodeType()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void run_ids_and_times_are_such_as_the_functions_take(Path file) {
        var event = read(file);
        if (event.has("runId")) {
            assertThat(event.path("runId").asText()).as("%s: runId", file).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
        }
        if (event.has("scheduledTime")) {
            assertThat(Instant.parse(event.path("scheduledTime").asText()))
                    .as("%s: scheduledTime, such as the Scheduler sends it", file)
                    .hasToString(event.path("scheduledTime").asText());
        }
        assertThat(event.has("runId") || event.has("scheduledTime"))
                .as("%s must say which run it means.", file)
                .isTrue();
    }

    @Test
    void the_nights_sample_is_what_the_schedule_sends() throws JsonProcessingException {
        var input = Template.ofTheRepository()
                .properties("CreditPushWorkflow")
                .at("/Events/Nightly/Properties/Input")
                .asText();
        var scheduled = "2026-11-23T04:15:00Z";

        assertThat(read(Repository.file("events/push-schedule.json")))
                .isEqualTo(JSON.readTree(input.replace("<aws.scheduler.scheduled-time>", scheduled)));
    }

    @Test
    void each_does_what_its_name_says() {
        assertThat(sample("push-dry-run").path("dryRun").asBoolean()).isTrue();
        assertThat(sample("push-retry").path("retry").asBoolean()).isTrue();
        assertThat(sample("push-on-demand").path("credits").asText()).contains("/exports/");
    }

    private static JsonNode sample(String name) {
        return read(Repository.file("events/" + name + ".json"));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Repository.text(file));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
