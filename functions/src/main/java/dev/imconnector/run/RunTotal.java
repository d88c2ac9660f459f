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

    public RunTotal {
        Objects.requireNonNull(outcome, "outcome");
    }

    RunTotal plus(long more, BigDecimal moreAmount) {
        return new RunTotal(currencyCode, outcome, count + more, amount == null ? null : amount.add(moreAmount));
    }
}
