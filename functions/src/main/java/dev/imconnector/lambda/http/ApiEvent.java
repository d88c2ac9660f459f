package dev.imconnector.lambda.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.problem.CleanText;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event of a REST API's proxy integration. Names in it that are not used are left alone; whatever is used is checked,
 * for a function can also be called without an API before it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Input
 *     format of a Lambda function for proxy integration</a>
 */
final class ApiEvent {

    /** Lambda's own limit for the event of a synchronous call. */
    private static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final int MAX_CALLER = 255;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    private final JsonNode event;

    private ApiEvent(JsonNode event) {
        this.event = event;
    }

    /** @throws ApiException 400 when it is not such an event */
    static ApiEvent read(InputStream in) throws IOException {
        JsonNode event;
        try {
            event = JSON.readTree(in.readNBytes(MAX_BYTES));
        } catch (IOException e) {
            throw notAnEvent("it is not a JSON object");
        }
        if (!event.path("httpMethod").isTextual() || !event.path("resource").isTextual()) {
            throw notAnEvent("it has no httpMethod and resource");
        }
        return new ApiEvent(event);
    }

    private static ApiException notAnEvent(String why) {
        return ApiException.badRequest(
                "EVENT_INVALID",
                "The event does not come from a REST API's proxy integration: " + why,
                "Call this function through its API");
    }

    /** The API's own id of the request, or the given one when it has none that is fit to be part of a file's name. */
    String requestId(String otherwise) {
        var id = event.at("/requestContext/requestId").asText();
        return id.matches("[A-Za-z0-9-]{1,80}") ? id : otherwise;
    }

    String method() {
        return event.get("httpMethod").textValue();
    }

    String route() {
        return event.get("resource").textValue();
    }

    ApiRequest request(String requestId, String invocationId, Instant receivedAt, Deadline deadline) {
        return new ApiRequest(
                method(),
                route(),
                pathParameters(),
                values("multiValueQueryStringParameters", "queryStringParameters", new TreeMap<>()),
                values("multiValueHeaders", "headers", new TreeMap<>(String.CASE_INSENSITIVE_ORDER)),
                body(),
                requestId,
                invocationId,
                caller(),
                receivedAt,
                deadline);
    }

    /** A REST API hands them over as they were sent, percent-encoded; unlike in a form, a plus is a plus. */
    private Map<String, String> pathParameters() {
        var decoded = new TreeMap<String, String>();
        event.path("pathParameters").properties().forEach(each -> {
            try {
                var raw = each.getValue().asText().replace("+", "%2B");
                decoded.put(each.getKey(), URLDecoder.decode(raw, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw ApiException.badRequest(
                        "PATH_INVALID",
                        "The path is not percent-encoded properly",
                        "Encode the id as a segment of a URL's path");
            }
        });
        return decoded;
    }

    private Map<String, List<String>> values(String many, String one, Map<String, List<String>> into) {
        event.path(one)
                .properties()
                .forEach(each -> into.put(each.getKey(), List.of(each.getValue().asText())));
        event.path(many).properties().forEach(each -> {
            var values = new ArrayList<String>();
            each.getValue().forEach(value -> values.add(value.asText()));
            into.put(each.getKey(), List.copyOf(values));
        });
        return into;
    }

    private byte[] body() {
        var body = event.path("body");
        if (!body.isTextual()) {
            return new byte[0];
        }
        if (!event.path("isBase64Encoded").asBoolean()) {
            return body.textValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body.textValue());
        } catch (IllegalArgumentException e) {
            throw notAnEvent("its body is not base64");
        }
    }

    private String caller() {
        var arn = CleanText.of(event.at("/requestContext/identity/userArn").asText(""), MAX_CALLER);
        return arn.isEmpty() || arn.equals("null") ? "unknown" : arn;
    }
}
