package dev.imconnector.source;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * One record of the input. File and line name it for people, and no other record has the same two.
 *
 * @param position its place in the whole input, 0 being the first
 * @param fileIndex which of {@link CreditSource#files()}
 * @param file that file's location
 * @param line the physical line on which it starts, 1 being the file's first
 * @param sourceRef as found, without blanks around it, or null; unchecked when there is no credit
 * @param amount as found, when it is a valid amount, else null
 * @param currencyCode as found, when it is a valid code, else null
 * @param credit what may be sent, or null
 * @param rejection why nothing may be sent, or null
 * @param original the record as it came, for handing it back
 */
public record SourceRecord(
        long position,
        int fileIndex,
        String file,
        long line,
        String sourceRef,
        BigDecimal amount,
        String currencyCode,
        Credit credit,
        Rejection rejection,
        Original original) {

    /** Longest record, in characters. */
    public static final int MAX_LENGTH = 1024 * 1024;

    public SourceRecord {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(original, "original");
        if ((credit == null) == (rejection == null)) {
            throw new IllegalArgumentException("A record is either a credit or rejected");
        }
    }

    /** The same record, of which nothing may be sent. */
    public SourceRecord rejectedFor(Rejection why) {
        return new SourceRecord(position, fileIndex, file, line, sourceRef, amount, currencyCode, null, why, original);
    }
}
