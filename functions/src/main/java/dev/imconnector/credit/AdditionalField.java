package dev.imconnector.credit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A field of a credit beside the six that IM needs, as a mapping names it.
 *
 * @param name as IM calls it
 * @param value a text; the digits of a number; an ISO date; {@code true} or {@code false}
 */
public record AdditionalField(String name, Type type, String value) {

    /** What the value is in JSON, and which rule it keeps. */
    public enum Type {
        TEXT,
        NUMBER,
        DATE,
        BOOLEAN
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        switch (type) {
            case TEXT, DATE -> json.writeString(value);
            case NUMBER -> json.writeNumber(value);
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(value));
        }
    }

    /** Two values are the same content when their canonical ones are equal: numbers count by their value. */
    String canonicalValue() {
        return type == Type.NUMBER ? ContentHash.canonical(new BigDecimal(value)) : value;
    }
}
