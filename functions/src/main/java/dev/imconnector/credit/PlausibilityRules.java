package dev.imconnector.credit;

import java.time.LocalDate;

/**
 * What makes a value implausible although its form is right; the settings, which a run keeps from its begin to its end.
 *
 * @param placeholderPattern which ids stand for no value, or null when all are ids
 * @param pastDays how many days before the business date a transaction may be
 * @param futureDays how many days after it
 * @param outlierFactor an amount of so many times the usual one of its currency is warned of; 0 for never
 */
public record PlausibilityRules(
        String placeholderPattern,
        AmountDecimals amountDecimals,
        CurrencyCodes currencyCodes,
        int pastDays,
        int futureDays,
        int outlierFactor) {

    public PlausibilityRules {
        if (pastDays < 0 || futureDays < 0 || outlierFactor < 0) {
            throw new IllegalArgumentException("Days and factors are not negative");
        }
    }

    /** Finds everything plausible. */
    public static final PlausibilityRules NONE =
            new PlausibilityRules(null, AmountDecimals.OFF, CurrencyCodes.ALL, 3_660_000, 3_660_000, 0);

    /** For credits of a business date. */
    public Plausibility on(LocalDate businessDate) {
        return new Plausibility(this, businessDate);
    }
}
