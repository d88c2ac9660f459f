package dev.imconnector.sandbox.tenant.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The parameters of a URL, by name, decoded. */
public final class Parameters {

    private Parameters() {}

    /**
     * @param rawQuery still percent-encoded, or null
     * @throws RequestRefusedException when one is unknown, there twice, or not encoded properly
     */
    public static Map<String, String> of(String rawQuery, Set<String> known) {
        var texts = new LinkedHashMap<String, String>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return texts;
        }
        for (var part : rawQuery.split("&")) {
            var equals = part.indexOf('=');
            var name = decoded(equals < 0 ? part : part.substring(0, equals));
            if (!known.contains(name)) {
                throw new RequestRefusedException(400, "There is no parameter '" + name + "' here");
            }
            if (texts.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
                throw new RequestRefusedException(400, "The parameter '" + name + "' is there twice");
            }
        }
        return texts;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(400, "The query is not percent-encoded properly");
        }
    }
}
