package dev.imconnector.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiJson;
import dev.imconnector.lambda.http.ApiRequest;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A body that is handed on to IM as it came: one object with at least one field. Of most fields nothing is known, so they
 * may hold anything that every JSON reader reads alike; those that are known are texts, ids above all, for a number of 17
 * digits loses some in a reader that knows only doubles.
 *
 * @param json the body as it came
 * @param fields the names of its fields
 */
record FieldsBody(byte[] json, List<String> fields) {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_NAME = 120;

    /**
     * Reads a body.
     *
     * @param texts the fields that must be texts, or null
     * @param fixed fields with the only value that they may have: the id in the path
     * @throws ApiException when it is none
     */
    static FieldsBody read(ApiRequest request, Set<String> texts, Map<String, String> fixed) {
        return ApiJson.read(request, MAX_BYTES, json -> new FieldsBody(request.body(), fields(json, texts, fixed)));
    }

    private static List<String> fields(JsonParser json, Set<String> texts, Map<String, String> fixed)
            throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw ApiJson.invalid("it is not an object", json);
        }
        var names = new ArrayList<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            names.add(CleanText.of(name, MAX_NAME));
            requireUnicode(name, json);
            var value = json.nextToken();
            if (texts.contains(name) && value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
                throw field(
                        name, "is not a string", "Write it as a JSON string; ids too, though they look like numbers");
            }
            if (fixed.containsKey(name) && !fixed.get(name).equals(json.getText())) {
                throw field(name, "is not the id in the path", "Leave it out, or give it the id in the path");
            }
            value(json);
        }
        if (names.isEmpty()) {
            throw ApiJson.invalid("it has no field", json);
        }
        return names;
    }

    /** Reads a value to its end. */
    private static void value(JsonParser json) throws IOException {
        var depth = 0;
        do {
            switch (json.currentToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_STRING, FIELD_NAME -> requireUnicode(json.getText(), json);
                case VALUE_NUMBER_FLOAT -> requirePlain(json);
                default -> {}
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private static void requireUnicode(String text, JsonParser json) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ApiJson.invalid("a string in it is not valid Unicode", json);
        }
    }

    private static void requirePlain(JsonParser json) throws IOException {
        if (json.getText().indexOf('e') >= 0 || json.getText().indexOf('E') >= 0) {
            throw ApiJson.invalid("a number in it has an exponent", json);
        }
    }

    private static ApiException field(String name, String what, String fix) {
        return ApiException.badRequest("FIELD_INVALID", name + " " + what, fix);
    }
}
