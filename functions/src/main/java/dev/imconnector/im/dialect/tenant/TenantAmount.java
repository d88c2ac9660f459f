package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code {"value": 1234.5, "unitType": {"name": "USD"}}}, the number as a number or as a text.
 *
 * @param digits exactly as they came
 * @param unit the name of the unit, or null
 */
record TenantAmount(String digits, String unit) {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,59})(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?");

    /** Reads the value that the parser stands at, and leaves it at its end. Empty when it is no amount. */
    static Optional<TenantAmount> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        String digits = null;
        String unit = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (name.equals("value") && (value.isNumeric() || value == JsonToken.VALUE_STRING)) {
                digits = json.getText();
            } else if (name.equals("unitType")) {
                unit = Reference.read(json).flatMap(each -> each.field("name")).orElse(null);
            } else {
                json.skipChildren();
            }
        }
        return digits != null && NUMBER.matcher(digits).matches()
                ? Optional.of(new TenantAmount(digits, unit))
                : Optional.empty();
    }
}
