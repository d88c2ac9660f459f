package dev.imconnector.sandbox.tenant.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number and its unit, as IM's database keeps it: 15 digits before and 10 after the point, no zeros at the end. */
public record Amount(BigDecimal value, UnitType unit) {

    private static final int MOST_DECIMALS = 10;
    private static final int MOST_DIGITS = 15;

    public Amount {
        value = value.stripTrailingZeros();
        value = value.scale() < 0 ? value.setScale(0) : value;
    }

    /** The amount that a row keeps, in the form that {@link #toJson} gives. */
    public static Amount of(JsonNode kept) {
        return new Amount(
                kept.get("value").decimalValue(),
                UnitType.ofSeq(kept.at("/unitType/unitTypeSeq").textValue()).orElseThrow());
    }

    /** Whether the database's column takes it without losing a digit. */
    public boolean fits() {
        return value.scale() <= MOST_DECIMALS && value.precision() - value.scale() <= MOST_DIGITS;
    }

    public Amount rounded() {
        return new Amount(value.setScale(Math.min(unit.scale(), value.scale()), RoundingMode.HALF_UP), unit);
    }

    public Amount plus(Amount more) {
        return new Amount(value.add(more.value), unit);
    }

    public ObjectNode toJson() {
        var json = Json.MAPPER.createObjectNode();
        json.put("value", value);
        json.putObject("unitType").put("name", unit.unit()).put("unitTypeSeq", unit.seq());
        return json;
    }

    /** Its digits and its unit, for keys: {@code 1 integer}. */
    @Override
    public String toString() {
        return value.toPlainString() + " " + unit.unit();
    }
}
