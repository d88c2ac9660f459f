package dev.imconnector.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A push that is started over HTTP, by the mapping templates of api/openapi.yaml. */
class StartExecutionTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<ObjectNode> started = new ArrayList<>();
    private final StartedPushes pushes = new StartedPushes() {
        @Override
        public boolean start(ObjectNode event) {
            started.add(event);
            return true;
        }

        @Override
        public void close() {}
    };

    /** API Gateway takes the id from the header x-amzn-RequestId, if a caller sends one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            6b1f6a52-0f0c-4d0e-9d3a-0d8a2f6f1c05
            x","input":"{\\"requestedBy\\":\\"boss\\"}","a":"
            x\\",\\"requestedBy\\":\\"boss\\",\\"a\\":\\"
            back\\slash and ' quote
            """)
    void an_id_of_the_callers_making_is_no_more_than_an_id(String requestId) throws Exception {
        var definition = ApiDefinition.ofTheDocument();
        var route = definition.match("POST", "/credit-pushes").orElseThrow().route();
        var body = "{\"scheduledTime\":\"2026-03-02T04:15:00Z\",\"dryRun\":true}".getBytes(StandardCharsets.UTF_8);

        var answer = new StartExecution(route, definition.checkedModel(route), pushes, Clock.systemUTC())
                .answer(new GatewayRequest(
                        "POST",
                        "/credit-pushes",
                        null,
                        Map.of("Content-Type", List.of("application/json")),
                        body,
                        requestId));

        assertThat(started).singleElement().satisfies(event -> {
            assertThat(event.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("requestedBy", "runId", "scheduledTime", "dryRun");
            assertThat(event.path("requestedBy").asText()).isEqualTo(Caller.arn());
            assertThat(event.path("runId").asText()).isEqualTo("push-" + requestId);
        });
        assertThat(JSON.readTree(answer.body()).path("path").asText()).startsWith("/runs/");
    }
}
