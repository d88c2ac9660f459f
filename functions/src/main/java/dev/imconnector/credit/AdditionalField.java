package dev.imconnector.credit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A field of a credit beside the six that IM needs, as a mapping names it.
 *
 * @param name as IM calls it
 * @param value a text; the digits of a number; an ISO date; {@code true} or {@code false}
 * @param unit what a number counts, by IM's name for it; null where IM needs none
 */
public record AdditionalField(String name, Type type, String value, String unit) {

    /** A field without a unit. */
    public AdditionalField(String name, Type type, String value) {
        this(name, type, value, null);
    }

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
        if (type != Type.NUMBER) {
            return value;
        }
        var number = ContentHash.canonical(new BigDecimal(value));
        return unit == null ? number : number + " " + unit;
    }
}
