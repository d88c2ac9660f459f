package dev.imconnector.mapping;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What the number of the export has to be multiplied by to be the amount: exact, by shifting or multiplying decimals.
 *
 * @param unit in which the export counts
 * @param factor further, 1 for none
 */
record AmountScale(Unit unit, BigDecimal factor) {

    static final AmountScale NONE = new AmountScale(Unit.MAJOR, BigDecimal.ONE);

    private static final int DECIMALS_OF_SAP = 2;

    /** In which unit an export counts. */
    enum Unit {
        /** Of the currency itself. */
        MAJOR,
        /** Of its minor units: cents for EUR, but yen for JPY, and thousandths for KWD. */
        MINOR,
        /** Of SAP's tables: with two decimals whatever the currency has (TCURX). */
        SAP
    }

    boolean changesNothing() {
        return unit == Unit.MAJOR && factor.compareTo(BigDecimal.ONE) == 0;
    }

    /**
     * The amount, in plain digits with at least the minor units' decimals where there are any.
     *
     * @param currencyCode a code that the Java platform knows; only {@link Unit#MAJOR} needs none
     */
    String apply(String plain, String currencyCode) {
        var number = new BigDecimal(plain).multiply(factor);
        if (unit == Unit.MAJOR) {
            return number.toPlainString();
        }
        var digits = Math.max(0, Currency.getInstance(currencyCode).getDefaultFractionDigits());
        var shift = unit == Unit.MINOR ? -digits : DECIMALS_OF_SAP - digits;
        return tidy(number.scaleByPowerOfTen(shift), digits);
    }

    private static String tidy(BigDecimal number, int decimals) {
        var least = number.signum() == 0
                ? 0
                : Math.max(0, number.stripTrailingZeros().scale());
        return number.setScale(Math.max(least, decimals)).toPlainString();
    }
}
