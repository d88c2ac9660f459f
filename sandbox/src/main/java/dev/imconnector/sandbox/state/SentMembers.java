package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a credit is written as JSON. */
final class SentMembers {

    private SentMembers() {}

    /** The members that were sent, into an object that is open; the amount with its own digits. */
    static void writeSent(JsonGenerator out, CreditItem item) throws IOException {
        out.writeStringField("sourceRef", item.sourceRef());
        out.writeStringField("participantId", item.participantId());
        out.writeStringField("transactionDate", item.transactionDate());
        out.writeFieldName("amount");
        out.writeNumber(item.amount());
        out.writeStringField("currencyCode", item.currencyCode());
        out.writeStringField("periodId", item.periodId());
        if (item.extras() != null) {
            writeMembers(out, new String(item.extras(), StandardCharsets.UTF_8));
        }
    }

    /** The members of a JSON object, into an object that is open. */
    static void writeMembers(JsonGenerator out, String object) throws IOException {
        var members = object.substring(1, object.length() - 1);
        if (!members.isBlank()) {
            out.writeRaw(',');
            out.writeRaw(members);
        }
    }
}
