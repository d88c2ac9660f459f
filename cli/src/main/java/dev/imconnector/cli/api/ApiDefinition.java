package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API as api/openapi.yaml defines it, which the template includes. Immutable. */
final class ApiDefinition {

    private static final String FILE = "/openapi.yaml";
    private static final String PREFIX = "x-amazon-apigateway-";

    private final JsonNode definition;
    private final List<ApiRoute> routes;

    private ApiDefinition(JsonNode definition) {
        this.definition = definition;
        this.routes = routes(definition);
    }

    /** That of the document which this program was built with. */
    static ApiDefinition ofTheDocument() {
        try (var in = ApiDefinition.class.getResourceAsStream(FILE)) {
            var document = new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in);
            return new ApiDefinition(new ObjectMapper().valueToTree(document));
        } catch (IOException e) {
            throw new UncheckedIOException("api/openapi.yaml was built in and cannot be read", e);
        }
    }

    private static List<ApiRoute> routes(JsonNode definition) {
        var routes = new ArrayList<ApiRoute>();
        definition
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> routes.add(new ApiRoute(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue(),
                                method.getValue().path(PREFIX + "integration")))));
        return List.copyOf(routes);
    }

    List<ApiRoute> routes() {
        return routes;
    }

    /** The route that a request matches, with what stands for its names; a fixed segment comes before a name. */
    Optional<ApiRoute.Match> match(String method, String rawPath) {
        return routes.stream()
                .flatMap(route -> route.match(method, rawPath).stream())
                .min((one, other) -> Integer.compare(
                        one.parameters().size(), other.parameters().size()));
    }

    /** What the gateway answers by itself; for kinds that the document does not name, the default of their class. */
    JsonNode gatewayResponse(GatewayError error) {
        var responses = definition.path(PREFIX + "gateway-responses");
        var own = responses.path(error.name());
        return own.isMissingNode() ? responses.path(error.status() < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX") : own;
    }

    /** The model of a route's JSON bodies, if the gateway is to check them. */
    Optional<JsonNode> checkedModel(ApiRoute route) {
        var validator = route.operation().path(PREFIX + "request-validator").asText("");
        if (!definition
                .path(PREFIX + "request-validators")
                .path(validator)
                .path("validateRequestBody")
                .asBoolean()) {
            return Optional.empty();
        }
        var reference = route.operation().at("/requestBody/content/application~1json/schema/$ref");
        return Optional.of(definition.at(reference.asText().substring(1)));
    }
}
