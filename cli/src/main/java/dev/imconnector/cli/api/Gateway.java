package dev.imconnector.cli.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imconnector.run.RunRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** API Gateway, simulated: finds the route, calls what answers it, and has answers of its own. Safe for use by several threads. */
final class Gateway {

    /** API Gateway's limit for a request. */
    static final int MAX_REQUEST = 10 * 1024 * 1024;

    /** Lambda's limit for an event. */
    private static final int MAX_EVENT = 6 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final ObjectMapper JSON = RunRecords.json();

    private final ApiDefinition definition;
    private final Map<String, RequestStreamHandler> functions;
    private final Supplier<Context> invocations;
    private final StartedPushes pushes;
    private final Clock clock;

    Gateway(
            ApiDefinition definition,
            Map<String, RequestStreamHandler> functions,
            Supplier<Context> invocations,
            StartedPushes pushes,
            Clock clock) {
        this.definition = definition;
        this.functions = Map.copyOf(functions);
        this.invocations = invocations;
        this.pushes = pushes;
        this.clock = clock;
        definition.routes().forEach(route -> route.function().ifPresent(this::function));
    }

    private RequestStreamHandler function(String id) {
        var function = functions.get(id);
        if (function == null) {
            throw new IllegalStateException("Nobody plays the function " + id + " of api/openapi.yaml");
        }
        return function;
    }

    GatewayAnswer answer(GatewayRequest request) {
        try {
            LocalCallers.require(request);
            if (request.body().length > MAX_REQUEST) {
                throw new GatewayException(GatewayError.REQUEST_TOO_LARGE);
            }
            var match = definition
                    .match(request.method(), request.rawPath())
                    .orElseThrow(() -> new GatewayException(GatewayError.MISSING_AUTHENTICATION_TOKEN));
            var function = match.route().function();
            return function.isPresent()
                    ? invoke(function(function.get()), match, request)
                    : new StartExecution(match.route(), definition.checkedModel(match.route()), pushes, clock)
                            .answer(request);
        } catch (GatewayException e) {
            return own(e.error(), request);
        } catch (IOException | RuntimeException e) {
            LOG.error("The function or the gateway's own work failed", e);
            return own(GatewayError.INTEGRATION_FAILURE, request);
        }
    }

    private GatewayAnswer invoke(RequestStreamHandler function, ApiRoute.Match match, GatewayRequest request)
            throws IOException, GatewayException {
        var event = JSON.writeValueAsBytes(ProxyEvent.of(match, request, clock.instant()));
        if (event.length > MAX_EVENT) {
            throw new GatewayException(GatewayError.REQUEST_TOO_LARGE);
        }
        var out = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), out, invocations.get());
        var answer = JSON.readTree(out.toByteArray());
        return new GatewayAnswer(
                answer.get("statusCode").asInt(),
                headers(answer.path("headers")),
                answer.path("body").asText("").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(JsonNode headers) {
        var all = new HashMap<String, String>();
        headers.properties()
                .forEach(header -> all.put(header.getKey(), header.getValue().asText()));
        return all;
    }

    /** As the template's gateway responses say. */
    private GatewayAnswer own(GatewayError error, GatewayRequest request) {
        var response = definition.gatewayResponse(error);
        var body = response.at("/responseTemplates/application~1json")
                .asText()
                .replace("$context.error.responseType", error.name())
                .replace("$context.error.messageString", "\"" + error.message() + "\"")
                .replace("$context.requestId", request.requestId());
        return new GatewayAnswer(
                response.path("statusCode").asInt(error.status()),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
