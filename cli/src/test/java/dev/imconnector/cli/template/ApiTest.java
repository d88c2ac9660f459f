package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The HTTP API of the template: its routes, who may call them, and what the gateway answers by itself. */
class ApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String INTEGRATION = "x-amazon-apigateway-integration";

    /** Every route of the contract, and what answers it. */
    private static final Map<String, String> ROUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("POST /credit-pushes", "CreditPushWorkflow"),
            Map.entry("GET /runs/{runId}", "ReadApiFunction"),
            Map.entry("POST /credits", "WriteApiFunction"),
            Map.entry("PUT /quotas/{id}", "WriteApiFunction"),
            Map.entry("PATCH /quotas/{id}", "WriteApiFunction"),
            Map.entry("PATCH /participants/{id}", "WriteApiFunction"),
            Map.entry("POST /pipeline-runs", "WriteApiFunction"),
            Map.entry("DELETE /pipeline-runs/{id}", "WriteApiFunction"),
            Map.entry("GET /pipeline-runs", "ReadApiFunction"),
            Map.entry("GET /pipeline-runs/{id}", "ReadApiFunction"),
            Map.entry("GET /results", "ReadApiFunction"),
            Map.entry("GET /participants", "ReadApiFunction"),
            Map.entry("GET /comp-plans", "ReadApiFunction"),
            Map.entry("GET /sales-transactions", "ReadApiFunction"),
            Map.entry("GET /periods", "ReadApiFunction"),
            Map.entry("GET /positions", "ReadApiFunction"),
            Map.entry("GET /quotas", "ReadApiFunction"),
            Map.entry("GET /credits", "ReadApiFunction"),
            Map.entry("GET /connection", "ReadApiFunction")));

    private final Template template = Template.ofTheRepository();
    private final JsonNode api = template.properties("ImApi");
    private final JsonNode definition = api.path("DefinitionBody");

    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        definition
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                method.getKey().toUpperCase() + " " + path.getKey(), method.getValue())));
        return operations;
    }

    @Test
    void has_the_routes_of_the_contract_each_answered_by_what_may_do_it() {
        var answeredBy = new TreeMap<String, String>();
        operations().forEach((route, operation) -> {
            var targets = References.in(operation.path(INTEGRATION));
            targets.retainAll(Set.of("CreditPushWorkflow", "ReadApiFunction", "WriteApiFunction"));
            answeredBy.put(route, String.join(" ", targets));
        });

        assertThat(answeredBy).isEqualTo(ROUTES);
    }

    @Test
    void every_route_wants_a_signature_and_none_wants_a_right_to_call_a_function() {
        assertThat(api.has("Auth"))
                .as("SAM refuses it beside a document that is included: each route says it itself.")
                .isFalse();
        assertThat(definition
                        .at("/components/securitySchemes/AWS_IAM/x-amazon-apigateway-authtype")
                        .asText())
                .isEqualTo("awsSigv4");
        assertThat(operations()).allSatisfy((route, operation) -> {
            assertThat(operation.path("security").toString()).as(route).isEqualTo("[{\"AWS_IAM\":[]}]");
            if (!route.equals("POST /credit-pushes")) {
                assertThat(operation.at("/" + INTEGRATION).has("credentials"))
                        .as("%s: the functions' own permissions let the API call them.", route)
                        .isFalse();
            }
        });
    }

    @Test
    void functions_get_whole_requests_and_as_long_as_the_gateway_waits() {
        operations().forEach((route, operation) -> {
            var integration = operation.path(INTEGRATION);
            if (ROUTES.get(route).endsWith("Function")) {
                assertThat(integration.path("type").asText()).as(route).isEqualTo("aws_proxy");
                assertThat(integration.path("httpMethod").asText()).as(route).isEqualTo("POST");
                assertThat(integration.path("timeoutInMillis").asInt())
                        .as(route)
                        .isEqualTo(29_000);
            }
        });
    }

    @Test
    void every_route_says_what_it_takes_and_what_it_answers() {
        assertThat(operations()).allSatisfy((route, operation) -> {
            assertThat(operation.path("summary").asText()).as(route).isNotBlank();
            assertThat(operation.path("operationId").asText()).as(route).matches("[a-z][A-Za-z]+");
            assertThat(operation.path("requestBody").isObject())
                    .as("%s: a model of its body", route)
                    .isEqualTo(!route.startsWith("GET") && !route.startsWith("DELETE"));
            var statuses = new ArrayList<String>();
            operation.path("responses").fieldNames().forEachRemaining(statuses::add);
            assertThat(statuses).as(route).contains("403", "429", "500", "504");
            var names = Pattern.compile("\\{(\\w+)}").matcher(route);
            while (names.find()) {
                assertThat(operation.path("parameters").toString())
                        .as("%s: its parameter %s", route, names.group(1))
                        .contains("#/components/parameters/" + names.group(1));
            }
        });
        assertThat(new TreeSet<>(operations().values().stream()
                        .map(operation -> operation.path("operationId").asText())
                        .toList()))
                .hasSameSizeAs(operations().keySet());
    }

    @Test
    void every_reference_in_the_document_leads_somewhere() {
        Template.visit(definition, "", (path, node) -> {
            var reference = node.path("$ref").asText("");
            if (!reference.isEmpty()) {
                assertThat(definition.at(reference.substring(1)).isObject())
                        .as("%s: %s", path, reference)
                        .isTrue();
            }
        });
    }

    @Test
    void no_description_is_cut_off_by_a_comma() {
        Template.visit(
                definition,
                "",
                (path, node) -> assertThat(node.isNull())
                        .as("%s has no value: YAML ends a text within braces at a comma, put it in quotes.", path)
                        .isFalse());
    }

    @Test
    void models_have_names_that_the_gateway_takes() {
        assertThat(definition.at("/components/schemas").properties())
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(schema.getKey()).matches("[A-Za-z0-9]+"));
    }

    @Test
    void a_push_is_started_only_with_a_body_that_its_model_takes_and_only_of_json() {
        var push = operations().get("POST /credit-pushes");
        var integration = push.path(INTEGRATION);

        assertThat(push.path("x-amazon-apigateway-request-validator").asText()).isEqualTo("body");
        assertThat(definition
                        .at("/x-amazon-apigateway-request-validators/body/validateRequestBody")
                        .asBoolean())
                .isTrue();
        assertThat(integration.path("passthroughBehavior").asText()).isEqualTo("never");
        assertThat(integration.path("requestTemplates").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("application/json");
        assertThat(integration.at("/credentials/Fn::GetAtt").toString()).isEqualTo("[\"ImApiRole\",\"Arn\"]");
        assertThat(integration.at("/uri/Fn::Sub").asText()).endsWith(":states:action/StartExecution");
        assertThat(definition
                        .at("/components/schemas/PushRequest/additionalProperties")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void no_text_that_the_model_of_a_push_takes_can_break_out_of_the_mapping() {
        var properties = definition.at("/components/schemas/PushRequest/properties");

        assertThat(properties.properties()).hasSize(5).allSatisfy(property -> {
            var type = property.getValue().path("type").asText();
            assertThat(type).isIn("string", "boolean");
            if (type.equals("string")) {
                var pattern = property.getValue().path("pattern").asText();
                assertThat(pattern).as(property.getKey()).startsWith("^").endsWith("$");
                assertThat(Stream.of("push-1", "2026-03-01T04:15:00Z", "s3://bucket/exports/"))
                        .as("%s takes something", property.getKey())
                        .anyMatch(good -> Pattern.compile(pattern).matcher(good).find());
                for (var bad : List.of("\"", "\\", "\n", "\u0000", "$", "#", "'", "\u2028")) {
                    for (var start : List.of("push-1", "2026-03-01T04:15:00Z", "s3://bucket/exports/")) {
                        assertThat(Pattern.compile(pattern)
                                        .matcher(start + bad + start)
                                        .find())
                                .as("%s takes %s", property.getKey(), bad)
                                .isFalse();
                    }
                }
            }
        });
    }

    @Test
    void the_gateway_s_own_errors_have_the_shape_of_ours() {
        var responses = definition.path("x-amazon-apigateway-gateway-responses");
        var kinds = new TreeSet<String>();
        responses.properties().forEach(response -> {
            kinds.add(response.getKey());
            var text = response.getValue()
                    .at("/responseTemplates/application~1json")
                    .asText()
                    .replace("$context.error.messageString", "\"message\"");
            assertThat(fields(text))
                    .as(response.getKey())
                    .startsWith("error", "message")
                    .endsWith("requestId");
            assertThat(text)
                    .contains("\"error\":\"$context.error.responseType\"", "\"requestId\":\"$context.requestId\"");
            assertThat(text)
                    .as("%s: a validation error quotes the body.", response.getKey())
                    .doesNotContain("validationErrorString");
        });

        assertThat(kinds)
                .contains(
                        "DEFAULT_4XX",
                        "DEFAULT_5XX",
                        "ACCESS_DENIED",
                        "BAD_REQUEST_BODY",
                        "UNSUPPORTED_MEDIA_TYPE",
                        "REQUEST_TOO_LARGE",
                        "THROTTLED",
                        "INTEGRATION_TIMEOUT",
                        "INTEGRATION_FAILURE");
        assertThat(responses
                        .at("/THROTTLED/responseParameters/gatewayresponse.header.Retry-After")
                        .asText())
                .isEqualTo("'1'");
    }

    private static List<String> fields(String json) {
        try {
            var names = new ArrayList<String>();
            JSON.readTree(json).fieldNames().forEachRemaining(names::add);
            return names;
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + json, e);
        }
    }

    @Test
    void calls_are_throttled_and_logged_without_their_content() {
        var settings = api.at("/MethodSettings/0");
        assertThat(settings.path("ResourcePath").asText()).isEqualTo("/*");
        assertThat(settings.path("HttpMethod").asText()).isEqualTo("*");
        assertThat(settings.at("/ThrottlingRateLimit/Ref").asText()).isEqualTo("ApiRequestsPerSecond");
        assertThat(settings.path("ThrottlingBurstLimit").asInt()).isEqualTo(10);
        assertThat(settings.path("DataTraceEnabled").asBoolean(true)).isFalse();

        assertThat(api.at("/AccessLogSetting/Fn::If/0").asText()).isEqualTo("LogsApiCalls");
        var format = api.at("/AccessLogSetting/Fn::If/1/Format").asText();
        assertThat(fields(format)).contains("requestId", "caller", "route", "status");
        assertThat(format)
                .as("A path holds ids and a query holds filters: the route is enough.")
                .doesNotContain("$context.path", "$context.requestOverride", "$input");
        assertThat(new Deployment(template, Map.of()).has("ImApiLogGroup")).isFalse();
        assertThat(new Deployment(template, Map.of("ApiAccessLog", "ENABLED")).has("ImApiLogGroup"))
                .isTrue();
    }

    @Test
    void no_stage_but_its_own_is_made() {
        assertThat(api.path("OpenApiVersion").asText())
                .isEqualTo(definition.path("openapi").asText());
        assertThat(template.root().at("/Outputs/ApiUrl/Value/Fn::Sub").asText())
                .endsWith("/" + api.path("StageName").asText());
    }
}
