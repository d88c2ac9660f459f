package dev.imconnector.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Calls of AWS services for which the project has no client, over plain HTTP. The signature is none: LocalStack only looks
 * which service it is for.
 */
final class AwsCalls {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;

    AwsCalls(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** An action of a service that speaks JSON, such as {@code states}, {@code AWSStepFunctions.StartExecution}. */
    JsonNode call(String service, String target, Map<String, ?> input) {
        var request = request(service, "/")
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString(text(input)));
        return json(ok(send(request)));
    }

    /** An action of a service that speaks forms, such as SNS. @return the XML */
    String form(String service, String body) {
        var request = request(service, "/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return ok(send(request)).body();
    }

    /** A call of a service that speaks REST, such as Lambda. */
    JsonNode rest(String service, String method, String path, Map<String, ?> input) {
        var body = input.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text(input));
        return json(ok(send(request(service, path).method(method, body))));
    }

    /** A function's answer, whether it is one or a failure's description. */
    HttpResponse<String> invoke(String function, String event) {
        return ok(send(request("lambda", "/2015-03-31/functions/" + function + "/invocations")
                .POST(BodyPublishers.ofString(event))));
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(Duration.ofMinutes(5))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The local AWS does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static HttpResponse<String> ok(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.request().uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static String text(Map<String, ?> input) {
        try {
            return JSON.writeValueAsString(input);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return json(response.body().isEmpty() ? "{}" : response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }
}
