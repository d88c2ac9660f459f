package dev.imconnector.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The route that starts the workflow: the body's model and both mapping templates are api/openapi.yaml's own; Step Functions
 * and the workflow's first state are simulated.
 */
final class StartExecution {

    private static final ObjectMapper JSON = RunRecords.json();
    private static final String STATE_MACHINE =
            "arn:aws:states:local:" + Caller.ACCOUNT + ":stateMachine:CreditPushWorkflow";
    private static final int LONGEST_TAIL = 75;

    private final ApiRoute route;
    private final Optional<JsonNode> model;
    private final StartedPushes pushes;
    private final Clock clock;

    StartExecution(ApiRoute route, Optional<JsonNode> model, StartedPushes pushes, Clock clock) {
        this.route = route;
        this.model = model;
        this.pushes = pushes;
        this.clock = clock;
    }

    GatewayAnswer answer(GatewayRequest request) throws GatewayException {
        var mapping = mapping(request);
        var body = body(request);
        Map<String, Object> context =
                Map.of("requestId", request.requestId(), "identity", Map.of("userArn", Caller.arn()));
        var input =
                parsed(new MappingTemplate(mapping, Map.of("CreditPushWorkflow", STATE_MACHINE)).render(body, context));
        var name = input.path("name").asText();
        if (!pushes.start(pinned(parsed(input.path("input").asText()), name))) {
            throw new GatewayException(GatewayError.THROTTLED);
        }
        var started = JSON.createObjectNode()
                .put("executionArn", STATE_MACHINE.replace("stateMachine", "execution") + ":" + name);
        var response = route.integration().at("/responses/default");
        var text = new MappingTemplate(response.at("/responseTemplates/application~1json"), Map.of())
                .render(started, context);
        return new GatewayAnswer(
                response.path("statusCode").asInt(),
                Map.of("Content-Type", "application/json"),
                text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** That of the body's media type; any other type is refused, because nothing is passed through. */
    private JsonNode mapping(GatewayRequest request) throws GatewayException {
        var type = request.header("Content-Type", "").split(";")[0].strip().toLowerCase(Locale.ROOT);
        var mapping = route.integration().path("requestTemplates").path(type);
        if (mapping.isMissingNode()) {
            throw new GatewayException(GatewayError.UNSUPPORTED_MEDIA_TYPE);
        }
        return mapping;
    }

    private JsonNode body(GatewayRequest request) throws GatewayException {
        try {
            var body = JSON.readTree(request.body());
            if (model.isEmpty() || BodyModel.accepts(model.get(), body)) {
                return body;
            }
        } catch (IOException e) {
            // No JSON: no model takes it either.
        }
        throw new GatewayException(GatewayError.BAD_REQUEST_BODY);
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The mapping template of the route has made no JSON: " + json, e);
        }
    }

    /** As the workflow's first state does it: a push that says nothing of a run gets one of its own. */
    private ObjectNode pinned(ObjectNode event, String executionName) {
        if (!event.has("runId") && !event.has("scheduledTime")) {
            var tail = executionName.substring(Math.max(0, executionName.length() - LONGEST_TAIL));
            event.put("scheduledTime", clock.instant().toString());
            event.put("runId", "push-" + tail);
        }
        return event;
    }
}
