package dev.imconnector.cli.api;

import java.util.List;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param rawPath not decoded
 * @param rawQuery not decoded, or null
 * @param headers in the order and case in which they came
 * @param requestId a UUID
 */
record GatewayRequest(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String requestId) {

    /** The first value of a header, or the given text. */
    String header(String name, String otherwise) {
        return values(name).stream().findFirst().orElse(otherwise);
    }

    /** All values of a header, one for each time that it is there. */
    List<String> values(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }
}
