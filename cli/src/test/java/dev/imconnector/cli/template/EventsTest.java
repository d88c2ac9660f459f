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
import java.util.Locale;
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
                    "retry", JsonNodeType.BOOLEAN),
            "reconcile",
            Map.of(
                    "runId", JsonNodeType.STRING,
                    "scheduledTime", JsonNodeType.STRING,
                    "credits", JsonNodeType.STRING,
                    "filter", JsonNodeType.STRING,
                    "ignoreExtra", JsonNodeType.BOOLEAN,
                    "retry", JsonNodeType.BOOLEAN));

    /** The function that answers a request, by what its file name begins with. */
    private static final Map<String, String> API = Map.of("write", "WriteApiFunction", "read", "ReadApiFunction");

    /** Those that a run is started with. */
    static List<Path> runs() {
        return all().stream().filter(file -> FIELDS.containsKey(kind(file))).toList();
    }

    /** Those that the HTTP API hands to its functions. */
    static List<Path> requests() {
        return all().stream().filter(file -> API.containsKey(kind(file))).toList();
    }

    private static List<Path> all() {
        return Repository.files("events", ".json");
    }

    private static String kind(Path file) {
        return file.getFileName().toString().split("-")[0];
    }

    @Test
    void each_is_named_after_what_it_starts() {
        assertThat(all())
                .allSatisfy(file -> assertThat(FIELDS.containsKey(kind(file)) || API.containsKey(kind(file)))
                        .as("%s: begin its name with push, pull, reconcile, write or read.", file)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void each_request_is_of_a_route_that_its_function_answers(Path file) {
        var event = read(file);
        var operation = Template.ofTheRepository()
                .properties("ImApi")
                .path("DefinitionBody")
                .path("paths")
                .path(event.path("resource").asText())
                .path(event.path("httpMethod").asText().toLowerCase(Locale.ROOT));

        assertThat(References.in(operation.path("x-amazon-apigateway-integration")))
                .as("%s: %s of the template", file, event.path("resource"))
                .contains(API.get(kind(file)));
        assertThat(event.at("/requestContext/resourcePath")).isEqualTo(event.path("resource"));
        assertThat(event.at("/requestContext/requestId").asText()).matches("[0-9a-f-]{36}");
        assertThat(event.at("/requestContext/identity/userArn").asText()).startsWith("arn:aws:");
    }

    @Test
    void there_is_a_request_for_each_route_of_writes_and_each_kind_of_read() {
        var routes = requests().stream()
                .map(EventsTest::read)
                .map(event -> event.path("httpMethod").asText() + " "
                        + event.path("resource").asText())
                .toList();

        assertThat(routes)
                .containsExactlyInAnyOrder(
                        "POST /credits",
                        "PATCH /quotas/{id}",
                        "PUT /quotas/{id}",
                        "PATCH /participants/{id}",
                        "POST /pipeline-runs",
                        "DELETE /pipeline-runs/{id}",
                        "GET /participants",
                        "GET /pipeline-runs/{id}",
                        "GET /runs/{runId}",
                        "GET /connection");
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

    @Test
    void there_is_one_for_each_way_a_comparison_is_started() throws JsonProcessingException {
        assertThat(all().stream().map(f -> f.getFileName().toString()).toList())
                .contains("reconcile-schedule.json", "reconcile-on-demand.json", "reconcile-retry.json");
        assertThat(sample("reconcile-retry").path("retry").asBoolean()).isTrue();
        assertThat(sample("reconcile-on-demand").path("credits").asText()).contains("/exports/");
        var input = new Deployment(Template.ofTheRepository(), Map.of())
                .value(Template.ofTheRepository()
                        .properties("ReconcileWorkflow")
                        .at("/Events/Nightly/Properties/Input"));
        assertThat(sample("reconcile-schedule"))
                .isEqualTo(JSON.readTree(input.replace("<aws.scheduler.scheduled-time>", "2026-11-23T06:45:00Z")));
    }

    @ParameterizedTest
    @MethodSource("runs")
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
    @MethodSource("runs")
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
