package dev.imconnector.im.dialect;

import java.math.BigDecimal;

/**
 * A credit as IM shows it.
 *
 * @param sourceRef empty when the row has none
 * @param amount null when it is no number of a size that money has
 * @param currencyCode empty when the row has none
 * @param status IM's own word for how it stands; empty when the row has none
 * @param standing what that means
 */
public record PushedCredit(String sourceRef, BigDecimal amount, String currencyCode, String status, Standing standing) {

    /** The state of a credit that IM has accepted. */
    public enum Standing {
        /** Nothing is wrong with it, as far as IM says. */
        TAKEN,
        /** IM could not make anything of it after having taken it. */
        IN_ERROR,
        /** It was taken back. */
        REVERSED
    }
}
