package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;

/** Orders and transactions as they are sent: always an array, references as objects, amounts with exactly their digits. */
final class TransactionBody {

    private static final int DAY = 10;
    private static final int HASH_CHARACTERS = 32;

    private final TransactionShape shape;
    private final ReferenceNames names;

    TransactionBody(TransactionShape shape, Learned learned) {
        this.shape = shape;
        this.names = new ReferenceNames(shape, learned);
    }

    /** The day of an ISO date or date-time, as it is written. */
    static String day(String date) {
        return date.substring(0, DAY);
    }

    /** What the attribute of the settings keeps of a credit: half of the hash of its content, in hexadecimal. */
    static String hash(Credit credit) {
        return HexFormat.of().formatHex(credit.contentHash()).substring(0, HASH_CHARACTERS);
    }

    byte[] orders(List<Sale> sales) {
        return array(sales, this::order);
    }

    byte[] transactions(List<Sale> sales) {
        return array(sales, this::transaction);
    }

    private interface Element {

        void write(JsonGenerator json, Sale sale) throws IOException;
    }

    private static byte[] array(List<Sale> sales, Element element) {
        var body = new ByteArrayOutputStream(64 + sales.size() * 512);
        try (var json = ExactJson.MAPPER.createGenerator(body)) {
            json.writeStartArray();
            for (var sale : sales) {
                json.writeStartObject();
                element.write(json, sale);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return body.toByteArray();
    }

    private void order(JsonGenerator json, Sale sale) throws IOException {
        json.writeStringField("orderId", sale.credit().sourceRef());
        units(json);
    }

    private void transaction(JsonGenerator json, Sale sale) throws IOException {
        var credit = sale.credit();
        names.order(json, sale);
        amount(json, "lineNumber", BigDecimal.ONE, shape.lineUnitType());
        amount(json, "subLineNumber", BigDecimal.ONE, shape.lineUnitType());
        names.eventType(json);
        amount(json, "value", credit.amount(), credit.currencyCode());
        json.writeStringField("compensationDate", day(credit.transactionDate()));
        json.writeBooleanField("isRunnable", true);
        units(json);
        assignment(json, credit);
        if (shape.hashAttribute().isPresent()) {
            json.writeStringField(shape.hashAttribute().get(), hash(credit));
        }
        for (var field : credit.additional()) {
            additional(json, field);
        }
    }

    private void units(JsonGenerator json) throws IOException {
        names.businessUnit(json);
        names.processingUnit(json);
    }

    private void assignment(JsonGenerator json, Credit credit) throws IOException {
        var field = switch (shape.assignBy()) {
            case PAYEE -> "payeeId";
            case POSITION -> "positionName";
            case NONE -> null;
        };
        if (field == null) {
            return;
        }
        json.writeArrayFieldStart("transactionAssignments");
        json.writeStartObject();
        json.writeStringField(field, credit.participantId());
        json.writeNumberField("setNumber", 1);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void additional(JsonGenerator json, AdditionalField field) throws IOException {
        switch (field.type()) {
            case TEXT -> json.writeStringField(field.name(), field.value());
            case DATE -> json.writeStringField(field.name(), day(field.value()));
            case BOOLEAN -> json.writeBooleanField(field.name(), Boolean.parseBoolean(field.value()));
            case NUMBER -> amount(json, field.name(), new BigDecimal(field.value()), field.unit());
        }
    }

    private static void amount(JsonGenerator json, String field, BigDecimal number, String unit) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeFieldName("value");
        json.writeNumber(number.toPlainString());
        json.writeObjectFieldStart("unitType");
        json.writeStringField("name", unit);
        json.writeEndObject();
        json.writeEndObject();
    }
}
