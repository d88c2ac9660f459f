package dev.imconnector.credit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A credit as it is sent to IM. Made by {@link CreditRules} only from values that keep its rules. Immutable.
 *
 * <p>The date stays the text that was found and checked: a date and a date-time with offset are both allowed, and
 * turning either into an instant or another zone could move the credit to another day, and so to another period.
 *
 * @param sourceRef the source system's own stable id; what makes sending twice safe
 * @param participantId who is credited
 * @param transactionDate an ISO date, or date-time with offset
 * @param amount with exactly the digits that were found
 * @param currencyCode ISO 4217
 * @param periodId opaque
 * @param additional the fields beside those, in the order of the mapping that names them
 */
public record Credit(
        String sourceRef,
        String participantId,
        String transactionDate,
        BigDecimal amount,
        String currencyCode,
        String periodId,
        List<AdditionalField> additional)
        implements CheckedCredit {

    /** A credit of the six fields alone. */
    public Credit(
            String sourceRef,
            String participantId,
            String transactionDate,
            BigDecimal amount,
            String currencyCode,
            String periodId) {
        this(sourceRef, participantId, transactionDate, amount, currencyCode, periodId, List.of());
    }

    /**
     * SHA-256 of the credit's canonical form, 32 bytes: sourceRef, participantId, transactionDate, amount, currencyCode
     * and periodId in that order, in UTF-8, each followed by one line feed (which no value can hold). The amount counts
     * by its value, so {@code 10}, {@code 10.0} and {@code 10.00} are the same content: it is written in plain notation
     * without trailing zeros, zero as {@code 0}. Each additional field follows as {@code name=value} and a line feed;
     * a number with a unit as {@code name=value unit}.
     */
    public byte[] contentHash() {
        return new ContentHash().of(this);
    }

    /** Writes it as one JSON object, the amount as a number with exactly its digits. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("sourceRef", sourceRef);
        json.writeStringField("participantId", participantId);
        json.writeStringField("transactionDate", transactionDate);
        json.writeFieldName("amount");
        json.writeNumber(amount.toPlainString());
        json.writeStringField("currencyCode", currencyCode);
        json.writeStringField("periodId", periodId);
        for (var field : additional) {
            field.writeTo(json);
        }
        json.writeEndObject();
    }
}
