package dev.imconnector.sandbox.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it arrived.
 *
 * @param method in upper case
 * @param rawPath the path, still percent-encoded
 * @param rawQuery the query without its question mark, still percent-encoded, or null
 * @param headers every header, with all of its values
 * @param body the body, empty when there is none
 */
public record SandboxRequest(
        String method, String rawPath, String rawQuery, Map<String, List<String>> headers, byte[] body) {

    public Optional<String> header(String name) {
        return values(name).stream().findFirst();
    }

    /** All values of a header, one for each time that it is there. */
    public List<String> values(String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** The media type in lower case without its parameters, empty when there is none. */
    public String mediaType() {
        var type = header("Content-Type").orElse("");
        var end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
