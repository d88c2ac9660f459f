package dev.imconnector.sandbox.tenant.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A field, or one of an object that references lead to: {@code period/calendar/name}.
 *
 * @param fields at least one; all but the last are references
 */
record FieldPath(List<Field> fields) {

    private static final int DEEPEST = 3;

    /** @throws RequestRefusedException when there is no such path */
    static FieldPath of(String text, Resource resource) {
        var names = text.split("/", -1);
        if (names.length > DEEPEST) {
            throw new RequestRefusedException(400, "'" + text + "' is nested too deeply");
        }
        var fields = new ArrayList<Field>();
        var owner = resource;
        for (int i = 0; i < names.length; i++) {
            var field = owner.field(names[i]);
            fields.add(field);
            if (i < names.length - 1) {
                owner = target(field, text);
            }
        }
        return new FieldPath(List.copyOf(fields));
    }

    private static Resource target(Field field, String text) {
        if (field.kind() != FieldKind.REFERENCE || field.target() == null) {
            throw new RequestRefusedException(400, "'" + text + "': " + field.name() + " leads nowhere");
        }
        return Resources.of(field.target());
    }

    Field last() {
        return fields.get(fields.size() - 1);
    }

    boolean isPlain() {
        return fields.size() == 1;
    }

    /** What the row has there; empty when it, or an object on the way, has nothing. */
    Optional<JsonNode> valueIn(ObjectNode row, TenantState state) {
        var at = row;
        for (var field : fields.subList(0, fields.size() - 1)) {
            var seq = at.path(field.name()).textValue();
            var next = seq == null ? Optional.<ObjectNode>empty() : state.latest(field.target(), seq);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.ofNullable(at.get(last().name()));
    }
}
