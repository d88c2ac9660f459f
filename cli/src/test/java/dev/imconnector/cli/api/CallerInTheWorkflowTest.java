package dev.imconnector.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping template of POST /credit-pushes: who has called is said by nobody but API Gateway. */
class CallerInTheWorkflowTest {

    private static final ObjectMapper JSON = RunRecords.json();

    private static JsonNode workflowInput(String caller, String body) throws IOException {
        var route = ApiDefinition.ofTheDocument()
                .match("POST", "/credit-pushes")
                .orElseThrow()
                .route();
        var template = route.integration().at("/requestTemplates/application~1json");
        var call = new MappingTemplate(template, Map.of("CreditPushWorkflow", "arn:machine"))
                .render(JSON.readTree(body), Map.of("requestId", "request-1", "identity", Map.of("userArn", caller)));
        return JSON.readTree(JSON.readTree(call).get("input").asText());
    }

    /** What a path of an IAM user may hold (all of visible ASCII), and more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::123456789012:assumed-role/payroll/anna",
                "arn:aws:iam::123456789012:user/x\",\"requestedBy\":\"alice",
                "arn:aws:iam::123456789012:user/x\\\",\\\"dryRun\\\":true,\\\"a\\\":\\\"",
                "arn:aws:iam::123456789012:user/it's/o'neill",
                "arn:aws:iam::123456789012:user/a\\b\\'c\\\\d/e",
                "arn:aws:iam::123456789012:user/${context.requestId}#if(true)$given.runId",
                "arn:aws:iam::123456789012:user/!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
            })
    void is_handed_over_as_it_is_and_can_say_nothing_else(String caller) throws IOException {
        var input = workflowInput(caller, "{\"runId\":\"a\"}");

        assertThat(input.get("requestedBy").asText()).isEqualTo(caller);
        assertThat(input.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("requestedBy", "runId");
        assertThat(input.get("runId").asText()).isEqualTo("a");
    }
}
