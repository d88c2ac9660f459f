package dev.imconnector.reconcile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A credit as IM shows it.
 *
 * @param sourceRef empty when the row has none
 * @param amount null when it is no number of a size that money has
 * @param currencyCode empty when the row has none
 * @param status empty when the row has none
 */
record ImCredit(String sourceRef, BigDecimal amount, String currencyCode, String status) {

    /** The fields to ask for. */
    static final String FIELDS = "sourceRef,amount,currencyCode,status";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(1_000).build())
            .build();
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    /** @param line one JSON object */
    static ImCredit parse(String line) throws IOException {
        var sourceRef = "";
        var amount = "";
        var currencyCode = "";
        var status = "";
        try (var json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                var text = token.isScalarValue() && token != JsonToken.VALUE_NULL ? json.getText() : "";
                switch (name) {
                    case "sourceRef" -> sourceRef = text;
                    case "amount" -> amount = text;
                    case "currencyCode" -> currencyCode = text;
                    case "status" -> status = text;
                    default -> json.skipChildren();
                }
            }
        }
        return new ImCredit(
                sourceRef, AMOUNT.matcher(amount).matches() ? new BigDecimal(amount) : null, currencyCode, status);
    }
}
