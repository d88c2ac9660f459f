package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.state.Schema;
import dev.imconnector.sandbox.state.SortKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The query options of a read.
 *
 * @param texts the options as they were sent, decoded
 * @param filter the filter, or null
 * @param select the fields to show, or null for all
 * @param orderby the sort keys, may be empty
 * @param top rows asked for, or null
 * @param skip rows to leave out at the beginning, 0 or more
 * @param token the place a nextLink leads to, or null
 */
public record QueryOptions(
        Map<String, String> texts,
        Filter filter,
        Set<String> select,
        List<SortKey> orderby,
        Integer top,
        int skip,
        SkipToken token) {

    private static final Set<String> KNOWN =
            Set.of("$filter", "$select", "$orderby", "$top", "$skip", SkipToken.OPTION);

    /** @throws RequestRefusedException when an option is unknown, there twice, or cannot be understood */
    static QueryOptions of(String rawQuery, Schema schema, Set<String> allowed) {
        var texts = texts(rawQuery);
        for (var name : texts.keySet()) {
            if (!KNOWN.contains(name) || !allowed.contains(name)) {
                throw new RequestRefusedException(400, "The query option '" + name + "' is not supported here");
            }
        }
        var filter = texts.get("$filter");
        var orderby = texts.get("$orderby");
        var top = number(texts, "$top");
        var skip = number(texts, "$skip");
        var token = texts.get(SkipToken.OPTION);
        return new QueryOptions(
                texts,
                filter == null ? null : FilterParser.parse(filter, schema),
                select(texts.get("$select"), schema),
                orderby == null ? List.of() : SortKey.parse(orderby, schema),
                top,
                skip == null ? 0 : skip,
                token == null ? null : SkipToken.parse(token));
    }

    public static QueryOptions forList(String rawQuery, Schema schema) {
        return of(rawQuery, schema, KNOWN);
    }

    public static QueryOptions forOne(String rawQuery, Schema schema) {
        return of(rawQuery, schema, Set.of("$select"));
    }

    private static Map<String, String> texts(String rawQuery) {
        var texts = new LinkedHashMap<String, String>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return texts;
        }
        for (var part : rawQuery.split("&")) {
            var equals = part.indexOf('=');
            var name = decoded(equals < 0 ? part : part.substring(0, equals));
            if (texts.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
                throw new RequestRefusedException(400, "The query option '" + name + "' is there twice");
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

    private static Integer number(Map<String, String> texts, String name) {
        var text = texts.get(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new RequestRefusedException(400, name + " must be a number from 0, not '" + text + "'");
        }
        return Integer.valueOf(text);
    }

    private static Set<String> select(String text, Schema schema) {
        if (text == null) {
            return null;
        }
        var fields = new LinkedHashSet<String>();
        for (var field : text.split(",", -1)) {
            schema.typeOf(field.strip());
            fields.add(field.strip());
        }
        return fields;
    }
}
