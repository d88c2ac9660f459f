package dev.imconnector.run;

import dev.imconnector.credit.Outcome;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How many records came to an outcome, and their sum.
 *
 * @param currencyCode ISO 4217, or null for records without a readable currency and amount
 * @param outcome what became of them
 * @param count how many
 * @param amount the sum of their amounts in that currency, or null when {@code currencyCode} is
 */
public record RunTotal(String currencyCode, Outcome outcome, long count, BigDecimal amount) {

    /** More than a sum of amounts can have; to add one with a billion zeros would never end. */
    private static final int MOST_DIGITS = 1_000;

    public RunTotal {
        Objects.requireNonNull(outcome, "outcome");
        if (amount != null && Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("An amount of money has fewer zeros");
        }
    }

    RunTotal plus(long more, BigDecimal moreAmount) {
        return new RunTotal(currencyCode, outcome, count + more, amount == null ? null : amount.add(moreAmount));
    }
}
