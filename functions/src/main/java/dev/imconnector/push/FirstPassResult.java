package dev.imconnector.push;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the first pass found.
 *
 * @param records all records of the input; {@code toSend + sameContent + conflicting + invalid}
 * @param toSend valid records that are to be sent
 * @param sameContent valid records that repeat one to be sent
 * @param conflicting valid records that are rejected because another with their sourceRef differs
 * @param invalid records that break a rule of their own
 * @param invalidByCode how many of those, by the code of their rejection, in alphabetical order
 * @param valid count and amount of the valid records (those in conflict and repeated ones too), by currency
 * @param repeats what to do with each valid record
 */
public record FirstPassResult(
        long records,
        long toSend,
        long sameContent,
        long conflicting,
        long invalid,
        Map<String, Long> invalidByCode,
        List<CurrencyTotal> valid,
        Duplicates repeats) {

    /** @param count how many records with an amount of that currency */
    public record CurrencyTotal(String currencyCode, long count, BigDecimal amount) {}

    /** How many records cannot be sent. */
    public long rejected() {
        return invalid + conflicting;
    }
}
