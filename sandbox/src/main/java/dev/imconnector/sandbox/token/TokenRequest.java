package dev.imconnector.sandbox.token;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a token request.
 *
 * @param form the form's fields, each at most once
 * @param basic id and secret of the Authorization header, or null
 */
public record TokenRequest(Map<String, String> form, Credentials basic) {

    /** Id and secret as they were sent. */
    record Credentials(String id, String secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** @throws RequestRefusedException when it is no form, a field comes twice, or the header is no Basic one */
    static TokenRequest of(SandboxRequest request) {
        if (!request.mediaType().equals("application/x-www-form-urlencoded")) {
            throw new RequestRefusedException(
                    415, "invalid_request", "Content-Type must be application/x-www-form-urlencoded");
        }
        var form = new HashMap<String, String>();
        addAllTo(form, new String(request.body(), StandardCharsets.UTF_8));
        return new TokenRequest(
                form, request.header("Authorization").map(TokenRequest::basic).orElse(null));
    }

    /**
     * As {@link #of}, with the fields of the URL beside those of the body.
     *
     * @throws RequestRefusedException likewise
     */
    static TokenRequest withQuery(SandboxRequest request) {
        var read = of(request);
        if (request.rawQuery() != null) {
            addAllTo(read.form(), request.rawQuery());
        }
        return read;
    }

    private static void addAllTo(Map<String, String> form, String fields) {
        for (var field : fields.split("&")) {
            addTo(form, field);
        }
    }

    /** The client id that the request names, right or wrong, for a rate limit by client. */
    public static Optional<String> namedClient(SandboxRequest request) {
        try {
            var parsed = of(request);
            return Optional.ofNullable(
                    parsed.basic() == null
                            ? parsed.form().get("client_id")
                            : parsed.basic().id());
        } catch (RequestRefusedException e) {
            return Optional.empty(); // the token endpoint itself says what is wrong
        }
    }

    private static void addTo(Map<String, String> form, String field) {
        if (field.isEmpty()) {
            return;
        }
        var equals = field.indexOf('=');
        var name = decoded(equals < 0 ? field : field.substring(0, equals));
        var value = equals < 0 ? "" : decoded(field.substring(equals + 1));
        if (form.put(name, value) != null) {
            throw new RequestRefusedException(400, "invalid_request", "The field " + name + " is there twice");
        }
    }

    private static Credentials basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw new RequestRefusedException(400, "invalid_request", "The Authorization header is not Basic");
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no colon");
            }
            return new Credentials(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(400, "invalid_request", "The Basic credentials cannot be decoded");
        }
    }

    /** RFC 6749 2.3.1: id and secret are form-encoded before they go into a Basic header, too. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(400, "invalid_request", "A field is not form-encoded properly");
        }
    }
}
