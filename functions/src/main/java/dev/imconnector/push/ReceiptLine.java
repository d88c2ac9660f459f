package dev.imconnector.push;

import dev.imconnector.im.ContentHash;
import dev.imconnector.im.Credit;
import dev.imconnector.im.Utf8Buffer;
import java.time.Instant;

/** Writes receipts: one JSON line for each record that was sent. Made to be used again and again, by one thread. */
public final class ReceiptLine {

    private final Utf8Buffer line = new Utf8Buffer(512);
    private final ContentHash hash = new ContentHash();
    private final SameAgain file = new SameAgain();
    private final SameAgain sentAt = new SameAgain();

    /** The JSON of a value that most often is the same as the last time. */
    private static final class SameAgain {

        private Object last;
        private byte[] json;

        byte[] json(Object value) {
            if (!value.equals(last)) {
                json = new Utf8Buffer(64).json(value.toString()).toByteArray();
                last = value;
            }
            return json;
        }
    }

    /**
     * One line in UTF-8 with its line feed: {@code file, line, sourceRef, amount, currencyCode, periodId, sha256,
     * outcome, sentAt}.
     *
     * @param record a record with a credit
     * @param outcome as in the totals of the run record
     * @param when when the request was sent whose answer gave the outcome
     */
    public byte[] of(SourceRecord record, String outcome, Instant when) {
        return write(record, outcome, when).toByteArray();
    }

    /** The same without a copy: what it holds lasts until the next line. */
    Utf8Buffer write(SourceRecord record, String outcome, Instant when) {
        return write(record.file(), record.line(), record.credit(), outcome, when);
    }

    /**
     * The same for a credit that is in no file.
     *
     * @param source what it came with instead
     * @param place its place there
     */
    byte[] of(String source, long place, Credit credit, String outcome, Instant when) {
        return write(source, place, credit, outcome, when).toByteArray();
    }

    private Utf8Buffer write(String source, long place, Credit credit, String outcome, Instant when) {
        return line.clear()
                .text("{\"file\":")
                .bytes(file.json(source))
                .text(",\"line\":")
                .text(Long.toString(place))
                .text(",\"sourceRef\":")
                .json(credit.sourceRef())
                .text(",\"amount\":")
                .text(credit.amount().toPlainString())
                .text(",\"currencyCode\":")
                .json(credit.currencyCode())
                .text(",\"periodId\":")
                .json(credit.periodId())
                .text(",\"sha256\":\"")
                .hex(hash.of(credit))
                .text("\",\"outcome\":")
                .json(outcome)
                .text(",\"sentAt\":")
                .bytes(sentAt.json(when))
                .text("}\n");
    }
}
