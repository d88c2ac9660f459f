package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/** Fields that are added behind those that a row has; where it has one of that name, its own stays. For one row. */
final class AddedFields {

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    private final JsonGenerator json;
    private final Set<String> taken;

    /** @param taken the names of the row's own fields */
    AddedFields(Set<String> taken) throws IOException {
        this.taken = taken;
        this.json = JSON.createGenerator(bytes);
        json.writeStartObject();
    }

    /** @param value null for an explicit nothing */
    void text(String name, String value) throws IOException {
        if (!taken.contains(name)) {
            json.writeStringField(name, value);
        }
    }

    /** @param digits a number as JSON writes it, or null for an explicit nothing */
    void number(String name, String digits) throws IOException {
        if (digits == null) {
            text(name, null);
        } else if (!taken.contains(name)) {
            json.writeFieldName(name);
            json.writeNumber(digits);
        }
    }

    void flag(String name, boolean value) throws IOException {
        if (!taken.contains(name)) {
            json.writeBooleanField(name, value);
        }
    }

    /**
     * Writes a row with these fields behind its own.
     *
     * @param from where the row begins
     * @param to where it ends
     */
    void write(byte[] body, int from, int to, ByteArrayOutputStream out) throws IOException {
        json.writeEndObject();
        json.close();
        var added = bytes.toByteArray();
        if (added.length == 2) {
            out.write(body, from, to - from);
            return;
        }
        out.write(body, from, to - from - 1);
        if (!taken.isEmpty()) {
            out.write(',');
        }
        out.write(added, 1, added.length - 1);
    }
}
