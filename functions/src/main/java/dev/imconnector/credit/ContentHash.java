package dev.imconnector.credit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes {@link Credit#contentHash()}, for many credits one after the other. For use by one thread. */
public final class ContentHash {

    private static final int BYTES = 32;

    private final StringBuilder canonical = new StringBuilder();
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
        canonical.setLength(0);
        line(credit.sourceRef());
        line(credit.participantId());
        line(credit.transactionDate());
        line(canonical(credit.amount()));
        line(credit.currencyCode());
        line(credit.periodId());
        for (var field : credit.additional()) {
            canonical.append(field.name()).append('=');
            line(field.canonicalValue());
        }
        sha256.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        try {
            sha256.digest(hash, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        return hash;
    }

    private void line(String text) {
        canonical.append(text).append('\n');
    }

    static String canonical(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
