package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.im.dialect.tenant.write.TransactionShape.References;
import java.io.IOException;

/**
 * Names other objects in what is sent, in the form that the settings say. Unit types are not among them: every client names
 * those.
 */
final class ReferenceNames {

    private static final String NAME = "name";

    private final TransactionShape shape;
    private final Learned learned;

    ReferenceNames(TransactionShape shape, Learned learned) {
        this.shape = shape;
        this.learned = learned;
    }

    void order(JsonGenerator json, Sale sale) throws IOException {
        json.writeFieldName("salesOrder");
        switch (shape.references()) {
            case KEY -> object(json, "orderId", sale.ref());
            case BARE -> json.writeString(sale.orderSeq());
            case MIXED, SEQ -> object(json, "salesOrderSeq", sale.orderSeq());
        }
    }

    void eventType(JsonGenerator json) throws IOException {
        json.writeFieldName("eventType");
        switch (shape.references()) {
            case MIXED, KEY -> object(json, "eventTypeId", shape.eventType().orElseThrow());
            case SEQ -> object(json, "dataTypeSeq", learned.eventTypeSeq());
            case BARE -> json.writeString(learned.eventTypeSeq());
        }
    }

    /** Several of them, if there is any. */
    void businessUnit(JsonGenerator json) throws IOException {
        if (shape.businessUnit().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("businessUnits");
        switch (shape.references()) {
            case MIXED, KEY -> object(json, NAME, shape.businessUnit().get());
            case SEQ ->
                object(json, "businessUnitSeq", learned.businessUnitSeq().orElseThrow());
            case BARE -> json.writeString(learned.businessUnitSeq().orElseThrow());
        }
        json.writeEndArray();
    }

    /** One, which stands in an array all the same, but for the bare seq. */
    void processingUnit(JsonGenerator json) throws IOException {
        if (learned.processingUnitSeq().isEmpty()) {
            return;
        }
        var seq = learned.processingUnitSeq().get();
        if (shape.references() == References.BARE) {
            json.writeStringField("processingUnit", seq);
            return;
        }
        json.writeArrayFieldStart("processingUnit");
        if (shape.references() == References.KEY) {
            object(json, NAME, shape.processingUnit().orElseThrow());
        } else {
            object(json, "processingUnitSeq", seq);
        }
        json.writeEndArray();
    }

    private static void object(JsonGenerator json, String by, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(by, value);
        json.writeEndObject();
    }
}
