package dev.imconnector.im.dialect.tenant.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reference to another object, in whichever of its shapes it comes: the seq as a text, {@code {key, displayName,
 * logicalKeys}} of legacy tenants, or the object's own fields. Told apart by shape, not by family. Immutable.
 */
public final class Reference {

    private final String seq;
    private final Map<String, String> fields;

    private Reference(String seq, Map<String, String> fields) {
        this.seq = seq;
        this.fields = fields;
    }

    /** Reads the value that the parser stands at, and leaves it at its end. Empty when it is null, or is none. */
    public static Optional<Reference> read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING ->
                Optional.of(json.getText()).filter(text -> !text.isEmpty()).map(text -> new Reference(text, Map.of()));
            case START_OBJECT -> Optional.of(object(json));
            default -> {
                json.skipChildren();
                yield Optional.empty();
            }
        };
    }

    /** Reads a value of a tree. Empty when it is null, missing, or is none. */
    public static Optional<Reference> of(JsonNode node) {
        try (var json = node.traverse()) {
            return json.nextToken() == null ? Optional.empty() : read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A tree that was read once can be read again", e);
        }
    }

    /** Reads a row as a reference to itself. @param json at its beginning */
    public static Reference readWhole(JsonParser json) throws IOException {
        json.nextToken();
        return object(json);
    }

    private static Reference object(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        var logicalKeys = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("logicalKeys")) {
                scalars(json, logicalKeys);
            } else {
                scalar(json, name, fields);
            }
        }
        var key = fields.get("key");
        fields.putAll(logicalKeys);
        return new Reference(key, fields);
    }

    private static void scalars(JsonParser json, Map<String, String> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            scalar(json, name, into);
        }
    }

    private static void scalar(JsonParser json, String name, Map<String, String> into) throws IOException {
        if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
            into.put(name, json.getText());
        }
        json.skipChildren();
    }

    /**
     * The number that the tenant knows the object by.
     *
     * @param field its name among the object's own fields
     */
    public Optional<String> seq(String field) {
        return Optional.ofNullable(seq == null ? fields.get(field) : seq);
    }

    /** A field of the object; empty where the reference shows no more than the seq. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * Whether it shows at least one of the two, and what it shows is so.
     *
     * @param seqField the number's name among the object's own fields
     * @param nameField the business key's name
     */
    public boolean isOf(String seqField, String itsSeq, String nameField, String itsName) {
        return (seq(seqField).isPresent() || field(nameField).isPresent())
                && seq(seqField).map(itsSeq::equals).orElse(true)
                && field(nameField).map(itsName::equals).orElse(true);
    }
}
