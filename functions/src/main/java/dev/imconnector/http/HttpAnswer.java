package dev.imconnector.http;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP answer, read whole. Its text form shows the status only, for a body may carry a token.
 *
 * @param status the status code
 * @param headers the answer's headers; look-up ignores case
 * @param body the body, empty when there was none; not copied
 * @param sentAt when the request went out, after any wait for the rate limit
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body, Instant sentAt) {

    public HttpAnswer {
        var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    /** The first value of a header, by its name in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
