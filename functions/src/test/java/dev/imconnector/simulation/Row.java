package dev.imconnector.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A row of an export, as whoever made it up means it.
 *
 * @param number which it is in the history; stays when others are taken away
 * @param kind what is to become of it
 * @param sourceRef its own, or that of another row
 */
record Row(
        int number,
        Kind kind,
        String sourceRef,
        String participantId,
        String transactionDate,
        BigDecimal amount,
        String currencyCode,
        String periodId) {

    enum Kind {
        GOOD,
        /** Word for word another one's. */
        EQUAL,
        /** Another one's sourceRef, with another amount. */
        CONFLICTING,
        /** IM has it already. */
        THERE,
        /** IM does not know its participant. */
        UNWANTED,
        /** While faults last IM ends in 500 whenever it is in a batch. */
        POISON,
        /** While faults last IM takes it and never names it in an answer. */
        SILENT,
        /** While faults last IM neither takes it nor names it. */
        IGNORED,
        BAD_AMOUNT,
        BAD_DATE,
        BAD_CURRENCY,
        NO_PARTICIPANT,
        TOO_LONG,
        TOO_MANY_FIELDS;

        boolean isSound() {
            return ordinal() < BAD_AMOUNT.ordinal();
        }
    }

    Row as(int other, Kind kind) {
        return new Row(other, kind, sourceRef, participantId, transactionDate, amount, currencyCode, periodId);
    }

    Row withAmount(BigDecimal other) {
        return new Row(number, kind, sourceRef, participantId, transactionDate, other, currencyCode, periodId);
    }

    Row named(String other) {
        return new Row(number, kind, other, participantId, transactionDate, amount, currencyCode, periodId);
    }

    /** As a tenant takes it: in a month and a currency that it has; and it knows no moods. */
    Row ofATenant(LocalDate day) {
        var plain = switch (kind) {
            case THERE, POISON, SILENT, IGNORED -> Kind.GOOD;
            default -> kind;
        };
        return new Row(
                number,
                plain,
                sourceRef,
                participantId,
                day.toString(),
                amount,
                currencyCode.equals("GBP") ? "EUR" : currencyCode,
                day.toString().substring(0, "2026-03".length()));
    }

    /** Whether it is this row's amount, to the digit where IM keeps them all. */
    boolean isAmount(BigDecimal found, dev.imconnector.simulation.Kind of) {
        return of.isOfATenant() ? found.compareTo(amount) == 0 : found.equals(amount);
    }

    boolean hasContentOf(Row other) {
        return as(0, Kind.GOOD).equals(other.as(0, Kind.GOOD));
    }

    @Override
    public String toString() {
        return "row %d %s: %s, %s, %s, %s %s, %s"
                .formatted(
                        number,
                        kind,
                        sourceRef,
                        participantId,
                        transactionDate,
                        amount.toPlainString(),
                        currencyCode,
                        periodId);
    }
}
