package dev.imconnector.credit;

import dev.imconnector.hashing.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Computes {@link Credit#contentHash()}, for many credits one after the other. For use by one thread. */
public final class ContentHash {

    private final StringBuilder canonical = new StringBuilder();
    private final byte[] hash = new byte[Sha256.BYTES];
    private final Sha256 sha256 = new Sha256();

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
        var content = canonical.toString().getBytes(StandardCharsets.UTF_8);
        sha256.update(content, 0, content.length);
        sha256.into(hash);
        return hash;
    }

    private void line(String text) {
        canonical.append(text).append('\n');
    }

    static String canonical(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
