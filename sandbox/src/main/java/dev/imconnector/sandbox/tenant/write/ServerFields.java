package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What a client that has read an object sends back of the tenant's own fields: it may, as long as it changes none. */
final class ServerFields {

    private ServerFields() {}

    /** Notes each field of the tenant that an element wants to change. The {@code etag} is not compared. @param zone of a moment that does not say it */
    static void requireUnchanged(Resource resource, ObjectNode there, ObjectNode element, Draft draft, ZoneId zone) {
        for (var entry : element.properties()) {
            var field = resource.field(entry.getKey());
            if (field.access() == Field.Access.SERVER
                    && !field.name().equals("etag")
                    && !isSame(field, there.path(field.name()), entry.getValue(), zone)) {
                draft.fault(field.name(), ErrorCode.NOT_ALLOWED.says("It cannot be changed"));
            }
        }
    }

    private static boolean isSame(Field field, JsonNode there, JsonNode sent, ZoneId zone) {
        if (field.kind() != FieldKind.TIMESTAMP || !there.isTextual()) {
            return there.asText().equals(sent.asText());
        }
        try {
            return Instant.parse(there.textValue())
                    .truncatedTo(ChronoUnit.MILLIS)
                    .equals(Days.moment(sent.asText(), zone));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
