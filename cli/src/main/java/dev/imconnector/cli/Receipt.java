package dev.imconnector.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.imconnector.credit.Outcome;
import java.math.BigDecimal;

/**
 * One line of a push's receipts.
 *
 * @param outcome the name of an {@link Outcome}
 * @param sha256 of the credit's content, in hex
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Receipt(
        String file,
        long line,
        String sourceRef,
        BigDecimal amount,
        String currencyCode,
        String periodId,
        String sha256,
        String outcome,
        String sentAt) {

    boolean isInIm() {
        return outcome.equals(Outcome.CREATED.name()) || outcome.equals(Outcome.ALREADY_PRESENT.name());
    }
}
