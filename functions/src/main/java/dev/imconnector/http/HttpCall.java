package dev.imconnector.http;

import dev.imconnector.time.Deadline;
import java.net.URI;
import java.util.Map;

/**
 * One HTTP request. Its text form shows neither headers nor body, for both carry secrets.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code PATCH}
 * @param uri an absolute http or https URI
 * @param headers the request's headers, without Host and Content-Length
 * @param body the request's body, or null for none; not copied, so leave it alone once it is in here
 * @param deadline the moment by which the answer must be complete, waiting for a rate limit included
 * @param maxAnswerBytes the most bytes of the answer's body to read
 */
public record HttpCall(
        String method, URI uri, Map<String, String> headers, byte[] body, Deadline deadline, int maxAnswerBytes) {

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
