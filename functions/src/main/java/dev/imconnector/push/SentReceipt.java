package dev.imconnector.push;

/**
 * A receipt as {@link ReceiptLine} wrote it.
 *
 * @param amount its digits
 * @param sha256 of the content, in hex
 * @param outcome the name of an {@link dev.imconnector.credit.Outcome}
 */
record SentReceipt(
        String file,
        long line,
        String sourceRef,
        String amount,
        String currencyCode,
        String periodId,
        String sha256,
        String outcome,
        String sentAt) {}
