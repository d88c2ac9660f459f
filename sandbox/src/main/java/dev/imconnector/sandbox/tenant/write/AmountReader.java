package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.UnitType;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads {@code {"value":1234.50,"unitType":{"name":"USD"}}}; the digits may be a text. */
final class AmountReader {

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?");

    private final SandboxSwitches settings;

    AmountReader(SandboxSwitches settings) {
        this.settings = settings;
    }

    /**
     * @throws FieldRejectedException when the number or its unit is not taken
     * @throws RequestRefusedException when it has no form of an amount
     */
    Amount read(String field, JsonNode sent) {
        var value = sent.path("value");
        if (!sent.isObject()
                || !value.isNumber() && !value.isTextual()
                || !sent.path("unitType").isObject()) {
            throw new RequestRefusedException(400, field + " must be {\"value\",\"unitType\":{\"name\"}}");
        }
        var amount = new Amount(number(field, value), unit(sent.get("unitType")));
        if (!amount.fits()) {
            throw new FieldRejectedException(
                    ErrorCode.NOT_ALLOWED, "More than 15 digits before or 10 after the point: " + amount);
        }
        return settings.get(TenantWriteSwitches.AMOUNT_DIGITS) == TenantWriteSwitches.AmountDigits.ROUNDED
                ? amount.rounded()
                : amount;
    }

    private static BigDecimal number(String field, JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (!DIGITS.matcher(value.textValue()).matches()) {
            throw new RequestRefusedException(400, field + ": '" + value.textValue() + "' is not a number");
        }
        return new BigDecimal(value.textValue());
    }

    private static UnitType unit(JsonNode sent) {
        var unit = sent.hasNonNull("unitTypeSeq")
                ? UnitType.ofSeq(sent.get("unitTypeSeq").asText())
                : UnitType.named(sent.path("name").asText());
        return unit.orElseThrow(() -> new FieldRejectedException(ErrorCode.NOT_FOUND, "There is no UnitType " + sent));
    }
}
