package dev.imconnector.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.credit.ContentHash;
import dev.imconnector.credit.Credit;
import dev.imconnector.source.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;

/** Writes receipts: one JSON line for each record that was sent. Made to be used again and again, by one thread. */
public final class ReceiptLine {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final JsonGenerator json = generator(line);
    private final ContentHash hash = new ContentHash();
    private Instant lastSentAt;
    private String lastSentAtText;

    private static JsonGenerator generator(ByteArrayOutputStream line) {
        try {
            return new JsonFactory().createGenerator(line).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
    }

    /**
     * One line in UTF-8 with its line feed: {@code file, line, sourceRef, amount, currencyCode, periodId, sha256,
     * outcome, sentAt}, and {@code imId} before it when IM has a name
     * of its own for the credit.
     *
     * @param record a record with a credit
     * @param outcome as in the totals of the run record
     * @param imId what IM calls the credit, or null
     * @param when when the request was sent whose answer gave the outcome
     */
    public byte[] of(SourceRecord record, String outcome, String imId, Instant when) {
        return of(record.file(), record.line(), record.credit(), outcome, imId, when);
    }

    /**
     * The same for a credit that is in no file.
     *
     * @param source what it came with instead
     * @param place its place there
     */
    public byte[] of(String source, long place, Credit credit, String outcome, String imId, Instant when) {
        line.reset();
        try {
            json.writeStartObject();
            json.writeStringField("file", source);
            json.writeNumberField("line", place);
            json.writeStringField("sourceRef", credit.sourceRef());
            json.writeFieldName("amount");
            json.writeNumber(credit.amount().toPlainString());
            json.writeStringField("currencyCode", credit.currencyCode());
            json.writeStringField("periodId", credit.periodId());
            json.writeStringField("sha256", HexFormat.of().formatHex(hash.of(credit)));
            json.writeStringField("outcome", outcome);
            if (imId != null) {
                json.writeStringField("imId", imId);
            }
            json.writeStringField("sentAt", text(when));
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return line.toByteArray();
    }

    /** All credits of a batch were sent at the same time. */
    private String text(Instant sentAt) {
        if (!sentAt.equals(lastSentAt)) {
            lastSentAt = sentAt;
            lastSentAtText = sentAt.toString();
        }
        return lastSentAtText;
    }
}
