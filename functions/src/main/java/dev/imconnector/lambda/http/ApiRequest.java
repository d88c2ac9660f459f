package dev.imconnector.lambda.http;

import dev.imconnector.problem.CleanText;
import dev.imconnector.time.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request. Its text form shows neither headers nor body.
 *
 * @param method {@code GET}, …
 * @param route the path template that it matched, such as {@code /quotas/{id}}
 * @param pathParameters the values of the template's names, decoded
 * @param query the query's options, decoded, each with all its values
 * @param headers all values of each header, by its name in any case
 * @param body as it was sent; empty when there was none
 * @param requestId of this request: the gateway's, which a caller may choose; letters, digits and hyphens
 * @param invocationId of this invocation, which is nobody's to choose and unlike any other's
 * @param caller the caller's ARN, or {@code unknown}
 * @param receivedAt when it came
 * @param deadline when the answer must be there
 */
public record ApiRequest(
        String method,
        String route,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        String requestId,
        String invocationId,
        String caller,
        Instant receivedAt,
        Deadline deadline) {

    private static final int MAX_SHOWN = 80;

    /**
     * The one value of a header.
     *
     * @throws ApiException 400 when it has several
     */
    public Optional<String> header(String name) {
        var values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ApiException.badRequest(
                    "HEADER_INVALID", "The header " + name + " is there " + values.size() + " times", "Send it once");
        }
        return values.stream().findFirst();
    }

    /**
     * The one value of a query option.
     *
     * @throws ApiException 400 when it has several
     */
    public Optional<String> option(String name) {
        var values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ApiException.badRequest(
                    "OPTION_INVALID", "The option " + name + " is there " + values.size() + " times", "Give it once");
        }
        return values.stream().findFirst();
    }

    /** Text of the caller as an answer may show it: bounded, and without control characters. */
    public String shown(String text) {
        return "'" + CleanText.of(text, MAX_SHOWN) + "'";
    }

    /** The decoded value of a name in the path template. */
    public String pathParameter(String name) {
        return pathParameters.get(name);
    }

    @Override
    public String toString() {
        return method + " " + route;
    }
}
