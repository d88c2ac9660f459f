package dev.imconnector.cli.bench;

import java.nio.charset.StandardCharsets;

/** Events of the API, as the gateway sends them. */
final class ApiEvents {

    private ApiEvents() {}

    static byte[] participants() {
        return event("GET", "/participants", "{\"$top\":[\"1\"]}", null);
    }

    static byte[] oneCredit() {
        return event(
                "POST", "/credits", "null", "{\\\"value\\\":[" + Credits.json(1).replace("\"", "\\\"") + "]}");
    }

    private static byte[] event(String method, String resource, String query, String body) {
        return """
                {"resource":"%s","path":"%s","httpMethod":"%s","multiValueHeaders":{"Content-Type":["application/json"]},\
                "multiValueQueryStringParameters":%s,"pathParameters":null,"requestContext":{"requestId":\
                "6b1f6a52-0f0c-4d0e-9d3a-0d8a2f6f1c01","identity":{"userArn":"arn:aws:iam::123456789012:user/bench"}},\
                "body":%s,"isBase64Encoded":false}""".formatted(resource, resource, method, query, body == null ? "null" : "\"" + body + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
