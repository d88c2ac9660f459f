package dev.imconnector.im;

import java.math.BigDecimal;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes {@link Credit#contentHash()}, for many credits one after the other. For use by one thread. */
public final class ContentHash {

    private static final int BYTES = 32;

    private final Utf8Buffer canonical = new Utf8Buffer(256);
    private final byte[] hash = new byte[BYTES];
    private final MessageDigest sha256;

    public ContentHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The hash; the same array each time. */
    public byte[] of(Credit credit) {
        canonical
                .clear()
                .text(credit.sourceRef())
                .add('\n')
                .text(credit.participantId())
                .add('\n')
                .text(credit.transactionDate())
                .add('\n')
                .text(canonical(credit.amount()))
                .add('\n')
                .text(credit.currencyCode())
                .add('\n')
                .text(credit.periodId())
                .add('\n');
        for (var field : credit.additional()) {
            canonical.text(field.name()).add('=').text(field.canonicalValue()).add('\n');
        }
        sha256.update(canonical.array(), 0, canonical.length());
        try {
            sha256.digest(hash, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        return hash;
    }

    static String canonical(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
