package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event that API Gateway hands to a function: everything that came, the query decoded, the path as it was sent, and
 * the body as text, in which bytes that are no UTF-8 are replaced.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Input
 *     format of a Lambda function for proxy integration</a>
 */
final class ProxyEvent {

    private ProxyEvent() {}

    /** @throws GatewayException when the query cannot be decoded */
    static ObjectNode of(ApiRoute.Match match, GatewayRequest request, Instant now) throws GatewayException {
        var event = RunRecords.json().createObjectNode();
        event.put("resource", match.route().path());
        event.put("path", request.rawPath());
        event.put("httpMethod", request.method());
        values(event, "headers", "multiValueHeaders", request.headers());
        values(event, "queryStringParameters", "multiValueQueryStringParameters", query(request.rawQuery()));
        if (match.parameters().isEmpty()) {
            event.putNull("pathParameters");
        } else {
            match.parameters().forEach(event.putObject("pathParameters")::put);
        }
        event.putNull("stageVariables");
        context(event.putObject("requestContext"), match, request, now);
        if (request.body().length == 0) {
            event.putNull("body");
        } else {
            event.put("body", new String(request.body(), StandardCharsets.UTF_8));
        }
        return event.put("isBase64Encoded", false);
    }

    private static void context(ObjectNode context, ApiRoute.Match match, GatewayRequest request, Instant now) {
        context.put("accountId", Caller.ACCOUNT);
        context.put("apiId", "local");
        context.put("stage", "v1");
        context.put("protocol", "HTTP/1.1");
        context.put("httpMethod", request.method());
        context.put("resourcePath", match.route().path());
        context.put("path", "/v1" + request.rawPath());
        context.put("requestId", request.requestId());
        context.put("requestTimeEpoch", now.toEpochMilli());
        var identity = context.putObject("identity");
        identity.put("accountId", Caller.ACCOUNT);
        identity.put("userArn", Caller.arn());
        identity.put("sourceIp", "127.0.0.1");
    }

    private static void values(ObjectNode event, String one, String many, Map<String, List<String>> all) {
        if (all.isEmpty()) {
            event.putNull(one);
            event.putNull(many);
            return;
        }
        var last = event.putObject(one);
        var each = event.putObject(many);
        all.forEach((name, values) -> {
            last.put(name, values.get(values.size() - 1));
            values.forEach(each.putArray(name)::add);
        });
    }

    private static Map<String, List<String>> query(String rawQuery) throws GatewayException {
        var query = new LinkedHashMap<String, List<String>>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return query;
        }
        try {
            for (var option : rawQuery.split("&")) {
                var equals = option.indexOf('=');
                var name = equals < 0 ? option : option.substring(0, equals);
                var value = equals < 0 ? "" : option.substring(equals + 1);
                query.computeIfAbsent(decoded(name), any -> new ArrayList<>()).add(decoded(value));
            }
            return query;
        } catch (IllegalArgumentException e) {
            throw new GatewayException(GatewayError.BAD_REQUEST_PARAMETERS);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
