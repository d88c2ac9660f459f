package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;

/** A row as an element wants it, and what is wrong with it. */
final class Draft {

    private final Resource resource;
    private final ObjectNode row;
    private final ObjectNode faults = Json.MAPPER.createObjectNode();

    private Draft(Resource resource, ObjectNode row) {
        this.resource = resource;
        this.row = row;
    }

    /** A new row. */
    static Draft empty(Resource resource) {
        return new Draft(resource, Json.MAPPER.createObjectNode());
    }

    /** A copy of a row that is there. */
    static Draft of(Resource resource, ObjectNode row) {
        return new Draft(resource, row.deepCopy());
    }

    /** Takes over what the element says of the fields that clients set; the others were checked before. */
    Draft fill(ObjectNode element, ValueReader values) {
        for (var entry : element.properties()) {
            var field = resource.field(entry.getKey());
            if (field.access() != Field.Access.SERVER && field.kind() != FieldKind.ADJUSTMENT) {
                fill(field, entry.getValue(), values);
            }
        }
        return this;
    }

    private void fill(Field field, JsonNode sent, ValueReader values) {
        try {
            set(field, values.read(field, sent));
        } catch (FieldRejectedException e) {
            faults.put(field.name(), e.getMessage());
        }
    }

    private void set(Field field, JsonNode value) {
        if (value == null) {
            row.remove(field.name());
        } else if (field.kind() != FieldKind.ADDRESS || value.has("address")) {
            row.set(field.name(), value);
        } else if (!value.get("seq").equals(row.at("/" + field.name() + "/seq"))) {
            faults.put(field.name(), ErrorCode.NOT_FOUND.says("There is no such address"));
        }
    }

    /** Notes what is missing. */
    Draft requireAll() {
        for (var field : resource.fields().values()) {
            if (field.access() == Field.Access.REQUIRED && !row.has(field.name()) && !faults.has(field.name())) {
                faults.put(field.name(), ErrorCode.VALUE_REQUIRED.says("A value is required"));
            }
        }
        return this;
    }

    void fault(String field, String message) {
        faults.put(field, message);
    }

    void forgive(String field) {
        faults.remove(field);
    }

    boolean isGood() {
        return faults.isEmpty();
    }

    /** The failed element: a message in the place of each value that is wrong. */
    ObjectNode faults() {
        return faults;
    }

    ObjectNode row() {
        return row;
    }
}
