package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.DateTimeException;
import java.util.Set;

/** Turns what a body says of a field into what is kept. */
final class ValueReader {

    private static final int LONGEST_TEXT = 255;
    private static final Set<String> ADDRESS_FIELDS = Set.of(
            "custId",
            "contact",
            "company",
            "areaCode",
            "phone",
            "fax",
            "address1",
            "address2",
            "address3",
            "city",
            "state",
            "country",
            "postalCode",
            "industry",
            "geography");

    private final SandboxSwitches settings;
    private final ReferenceReader references;
    private final AmountReader amounts;
    private final AssignmentReader assignments;

    ValueReader(TenantState state, SandboxSwitches settings) {
        this.settings = settings;
        this.references = new ReferenceReader(state, settings);
        this.amounts = new AmountReader(settings);
        this.assignments = new AssignmentReader(state, settings, amounts);
    }

    AmountReader amounts() {
        return amounts;
    }

    /**
     * @return null when the field is to have no value
     * @throws FieldRejectedException when the value is not taken
     * @throws RequestRefusedException when it has not the form of this field
     */
    JsonNode read(Field field, JsonNode sent) {
        if (sent.isNull()) {
            return null;
        }
        return switch (field.kind()) {
            case TEXT -> text(field, sent);
            case AMOUNT -> amounts.read(field.name(), sent).toJson();
            case DATE -> TextNode.valueOf(day(field.name(), sent));
            case TIMESTAMP -> moment(field, sent);
            case FLAG -> flag(field, sent);
            case REFERENCE -> TextNode.valueOf(references.seq(field, sent));
            case REFERENCES -> all(field, sent);
            case ADDRESS -> address(field, sent);
            case ASSIGNMENTS -> assignments.read(sent);
            case TEXTS -> array(field, sent);
            default -> throw new RequestRefusedException(400, field.name() + " cannot be set");
        };
    }

    private static JsonNode text(Field field, JsonNode sent) {
        if (!sent.isTextual()) {
            throw new RequestRefusedException(400, field.name() + " must be a string");
        }
        if (sent.textValue().length() > LONGEST_TEXT) {
            throw new FieldRejectedException(
                    ErrorCode.NOT_ALLOWED, "Longer than " + LONGEST_TEXT + " characters: " + sent.textValue());
        }
        return sent.textValue().isEmpty() ? null : sent; // the database knows no empty text
    }

    static String day(String field, JsonNode sent) {
        try {
            return Days.day(sent.isTextual() ? sent.textValue() : "").toString();
        } catch (DateTimeException e) {
            throw new FieldRejectedException(ErrorCode.NOT_ALLOWED, field + " is not a date: " + sent);
        }
    }

    private JsonNode moment(Field field, JsonNode sent) {
        try {
            return TextNode.valueOf(
                    Days.moment(sent.isTextual() ? sent.textValue() : "", settings.get(TenantReadSwitches.TENANT_ZONE))
                            .toString());
        } catch (DateTimeException e) {
            throw new FieldRejectedException(ErrorCode.NOT_ALLOWED, field.name() + " is not a date and time: " + sent);
        }
    }

    private static JsonNode flag(Field field, JsonNode sent) {
        if (!sent.isBoolean()) {
            throw new RequestRefusedException(400, field.name() + " must be true or false");
        }
        return BooleanNode.valueOf(sent.booleanValue());
    }

    private JsonNode all(Field field, JsonNode sent) {
        var seqs = Json.MAPPER.createArrayNode();
        array(field, sent).forEach(each -> seqs.add(references.seq(field, each)));
        return seqs.isEmpty() ? null : seqs;
    }

    private static JsonNode array(Field field, JsonNode sent) {
        if (!sent.isArray()) {
            throw new RequestRefusedException(400, field.name() + " must be an array");
        }
        return sent;
    }

    /** An address that is there already comes back as its seq: that leaves it as it is. */
    private static JsonNode address(Field field, JsonNode sent) {
        if (sent.isTextual()) {
            return Json.MAPPER.createObjectNode().put("seq", sent.textValue());
        }
        if (!(sent instanceof ObjectNode address)) {
            throw new RequestRefusedException(400, field.name() + " must be an object");
        }
        address.properties().forEach(each -> {
            if (!ADDRESS_FIELDS.contains(each.getKey()) || !each.getValue().isTextual()) {
                throw new RequestRefusedException(400, field.name() + " has no string '" + each.getKey() + "'");
            }
        });
        return Json.MAPPER.createObjectNode().set("address", address);
    }
}
