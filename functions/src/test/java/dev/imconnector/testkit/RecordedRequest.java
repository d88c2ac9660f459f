package dev.imconnector.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request as the {@link ScriptedServer} received it.
 *
 * @param path the raw path without the query
 * @param query the raw query, or null
 * @param headers by name in any case; of a repeated one the last
 * @param body as UTF-8 text
 */
public record RecordedRequest(String method, String path, String query, Map<String, String> headers, String body) {

    public RecordedRequest {
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The fields of a form-urlencoded body, in order. */
    public Map<String, String> form() {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : body.split("&")) {
            var at = pair.indexOf('=');
            fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
