package dev.imconnector.push;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.imconnector.im.Credit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;

/** Writes receipts: one JSON line for each record that was sent. Made to be used again and again, by one thread. */
public final class ReceiptLine {

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private final JsonGenerator json;

    public ReceiptLine() {
        try {
            json = JsonLineRecords.JSON.createGenerator(buffer).setPrettyPrinter(new MinimalPrettyPrinter(""));
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written to", e);
        }
    }

    /**
     * One line in UTF-8 with its line feed: {@code file, line, sourceRef, amount, currencyCode, periodId, sha256,
     * outcome, sentAt}.
     *
     * @param record a record with a credit
     * @param outcome as in the totals of the run record
     * @param sentAt when the request was sent whose answer gave the outcome
     */
    public byte[] of(SourceRecord record, String outcome, Instant sentAt) {
        return of(record.file(), record.line(), record.credit(), outcome, sentAt);
    }

    /**
     * The same for a credit that is in no file.
     *
     * @param file what it came with instead
     * @param line its place there
     */
    byte[] of(String file, long line, Credit credit, String outcome, Instant sentAt) {
        buffer.reset();
        try {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeNumberField("line", line);
            json.writeStringField("sourceRef", credit.sourceRef());
            json.writeFieldName("amount");
            json.writeNumber(credit.amount().toPlainString());
            json.writeStringField("currencyCode", credit.currencyCode());
            json.writeStringField("periodId", credit.periodId());
            json.writeStringField("sha256", HexFormat.of().formatHex(credit.contentHash()));
            json.writeStringField("outcome", outcome);
            json.writeStringField("sentAt", sentAt.toString());
            json.writeEndObject();
            json.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written to", e);
        }
        buffer.write('\n');
        return buffer.toByteArray();
    }
}
