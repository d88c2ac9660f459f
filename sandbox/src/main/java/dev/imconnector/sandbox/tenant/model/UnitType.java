package dev.imconnector.sandbox.tenant.model;

import java.util.Optional;

/** The units that amounts come in. Its seq is that of the row in {@code unitTypes}. */
public enum UnitType {
    INTEGER("integer", null, 0, "integer"),
    QUANTITY("quantity", null, 2, "quantity"),
    PERCENT("percent", "%", 4, "percent"),
    EUR("EUR", "\u20ac", 2, "money"),
    USD("USD", "$", 2, "money"),
    GBP("GBP", "\u00a3", 2, "money"),
    JPY("JPY", "\u00a5", 0, "money");

    private final String unit;
    private final String symbol;
    private final int scale;
    private final String valueClass;

    UnitType(String unit, String symbol, int scale, String valueClass) {
        this.unit = unit;
        this.symbol = symbol;
        this.scale = scale;
        this.valueClass = valueClass;
    }

    /** Its name on the wire. */
    public String unit() {
        return unit;
    }

    /** The sign that people write, or null. */
    public String symbol() {
        return symbol;
    }

    /** Decimal places, 0 to 4. */
    public int scale() {
        return scale;
    }

    public String valueClass() {
        return valueClass;
    }

    public String seq() {
        return Resources.of("unitTypes").seq(ordinal());
    }

    public static Optional<UnitType> named(String name) {
        for (var each : values()) {
            if (each.unit.equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    public static Optional<UnitType> ofSeq(String seq) {
        for (var each : values()) {
            if (each.seq().equals(seq)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
