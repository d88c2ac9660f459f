package dev.imconnector.push;

import dev.imconnector.run.RunWarning;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the first pass found.
 *
 * @param counts how many records there are of which sort
 * @param invalidByCode how many of the invalid ones, by the code of their rejection, in alphabetical order
 * @param valid count and amount of the valid records (those in conflict and repeated ones too), by currency
 * @param duplicates what to do with each valid record
 * @param warnings what somebody should look at, although it is sent
 */
public record FirstPassResult(
        Counts counts,
        Map<String, Long> invalidByCode,
        List<CurrencyTotal> valid,
        Duplicates duplicates,
        List<RunWarning> warnings) {

    /**
     * How many records there are, and what becomes of them.
     *
     * @param records all records of the input; {@code toSend + sameContent + conflicting + invalid}
     * @param toSend valid records that are to be sent
     * @param sameContent valid records that repeat one to be sent
     * @param conflicting valid records that are rejected because another with their sourceRef differs
     * @param invalid records that break a rule of their own
     * @param leftOut records beside those that a mapping leaves out on purpose
     */
    public record Counts(long records, long toSend, long sameContent, long conflicting, long invalid, long leftOut) {}

    /** @param count how many records with an amount of that currency */
    public record CurrencyTotal(String currencyCode, long count, BigDecimal amount) {}

    public long records() {
        return counts.records();
    }

    public long toSend() {
        return counts.toSend();
    }

    public long sameContent() {
        return counts.sameContent();
    }

    /** How many records a mapping leaves out on purpose. */
    public long leftOut() {
        return counts.leftOut();
    }

    /** How many records cannot be sent. */
    public long rejected() {
        return counts.invalid() + counts.conflicting();
    }
}
