package dev.imconnector.credit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** A credit as a JSON object. Numbers count as the text they are written in. */
public final class CreditJson {

    /** With its letter and sign; one of more digits makes a number of more digits than an amount may have. */
    private static final int LONGEST_EXPONENT = 6;

    private static final JsonFactory FACTORY = new JsonFactory();

    private CreditJson() {}

    /**
     * Reads one object, whose members may be in any order; those that are not fields of a credit are skipped.
     *
     * @param json stands on the object's start, and afterwards on its end
     * @param into is cleared first
     */
    public static void read(JsonParser json, RawCredit into) throws IOException {
        into.clear();
        String name;
        while ((name = json.nextFieldName()) != null) {
            var field = CreditField.named(name);
            var value = json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else {
                set(into, field, value, json);
            }
        }
    }

    /**
     * A number of JSON without an exponent: the same number, exactly. One of more than 255 digits stays as it is, and so
     * does one with an exponent beyond that, such as {@code 1e99999999999}, of which no number can be made.
     */
    public static String plainNumber(String number) {
        var exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent < 0 || number.length() - exponent > LONGEST_EXPONENT) {
            return number;
        }
        var value = new BigDecimal(number);
        var digits = Math.max(value.precision(), Math.abs((long) value.scale()));
        return digits > CreditRules.MAX_LENGTH ? number : value.toPlainString();
    }

    /** The credit as one JSON object, as it is sent to IM. */
    public static String of(Credit credit) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            credit.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return text.toString();
    }

    private static void set(RawCredit into, CreditField field, JsonToken value, JsonParser json) throws IOException {
        switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT -> into.set(field, json.getText());
            case VALUE_NUMBER_FLOAT -> into.set(field, plainNumber(json.getText()));
            case VALUE_NULL -> into.set(field, null);
            case START_OBJECT -> into.setWrongType(field, "an object");
            case START_ARRAY -> into.setWrongType(field, "an array");
            default -> into.setWrongType(field, json.getText());
        }
        json.skipChildren();
    }
}
