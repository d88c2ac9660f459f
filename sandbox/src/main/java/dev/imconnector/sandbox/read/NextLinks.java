package dev.imconnector.sandbox.read;

import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.read.query.QueryOptions;
import dev.imconnector.sandbox.read.query.SkipToken;
import dev.imconnector.sandbox.state.Schema;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** Makes {@code @odata.nextLink} in the form that the switches ask for. */
final class NextLinks {

    private NextLinks() {}

    static String to(SkipToken token, QueryOptions options, Schema schema, String origin, SandboxSwitches settings) {
        var encoded = settings.get(ReadSwitches.NEXTLINK_ENCODED);
        var texts = new LinkedHashMap<>(options.texts());
        texts.remove("$skip");
        texts.put(SkipToken.OPTION, token.encoded());
        var query = texts.entrySet().stream()
                .map(option -> text(option.getKey(), encoded) + "=" + text(option.getValue(), encoded))
                .collect(Collectors.joining("&"));
        return withQuery(query, schema, origin, settings);
    }

    static String withQuery(String rawQuery, Schema schema, String origin, SandboxSwitches settings) {
        var link = schema.entity() + "?" + rawQuery;
        return switch (settings.get(ReadSwitches.NEXTLINK_FORM)) {
            case RELATIVE -> link;
            case PATH -> Route.API_PATH + "/" + link;
            case ABSOLUTE ->
                settings.get(ReadSwitches.NEXTLINK_ORIGIN).map(Object::toString).orElse(origin) + Route.API_PATH + "/"
                        + link;
        };
    }

    /** Where nothing is encoded, what would change the meaning of the query still is. */
    private static String text(String plain, boolean encoded) {
        return encoded
                ? URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20")
                : plain.replace("%", "%25")
                        .replace("&", "%26")
                        .replace("#", "%23")
                        .replace("+", "%2B");
    }
}
