package dev.imconnector.sandbox.state;

/**
 * One credit of a request, as it was sent.
 *
 * @param sourceRef the source system's id, or null when it is missing or no string
 * @param participantId text, or null when it is missing
 * @param transactionDate text, or null when it is missing
 * @param amount the digits of the JSON number, or null when it is missing
 * @param currencyCode text, or null when it is missing
 * @param periodId text, or null when it is missing
 * @param extras the members that IM does not know, as a JSON object in UTF-8, or null when there are none
 * @param malformed what is wrong with its form, or null
 */
public record CreditItem(
        String sourceRef,
        String participantId,
        String transactionDate,
        String amount,
        String currencyCode,
        String periodId,
        byte[] extras,
        String malformed) {}
