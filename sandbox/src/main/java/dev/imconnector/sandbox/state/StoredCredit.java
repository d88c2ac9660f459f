package dev.imconnector.sandbox.state;

/**
 * A credit as the sandbox holds it.
 *
 * @param number its number in order of arrival, from 0
 * @param sourceRef the source system's id
 * @param participantId as sent
 * @param transactionDate as sent
 * @param amount with exactly the digits that were sent
 * @param currencyCode as sent
 * @param periodId as sent
 * @param extras the other members as a JSON object, or the empty text
 * @param status {@code PENDING}, {@code PROCESSED}, {@code ERROR} or {@code REVERSED}
 * @param timesSent how often its sourceRef arrived
 */
public record StoredCredit(
        int number,
        String sourceRef,
        String participantId,
        String transactionDate,
        String amount,
        String currencyCode,
        String periodId,
        String extras,
        String status,
        int timesSent) {

    private static final long FIRST_ID = 30_000_000_000_000_001L;

    /** IM's own id of it, 17 digits. */
    public String creditId() {
        return idOf(number);
    }

    static String idOf(int number) {
        return Long.toString(FIRST_ID + number);
    }

    /** The number behind an id, or -1 when it does not belong to a credit. */
    static int numberOf(String creditId) {
        if (!creditId.matches("3[0-9]{16}")) {
            return -1;
        }
        var number = Long.parseLong(creditId) - FIRST_ID;
        return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : -1;
    }
}
