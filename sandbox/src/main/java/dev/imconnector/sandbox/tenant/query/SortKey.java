package dev.imconnector.sandbox.tenant.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One key of {@code orderBy}. Rows that have nothing there come first. */
record SortKey(FieldPath path, boolean descending) {

    /** @throws RequestRefusedException when it is not {@code FIELD [asc|desc],…} */
    static List<SortKey> parse(String text, Resource resource) {
        var keys = new ArrayList<SortKey>();
        for (var part : text.split(",", -1)) {
            var words = part.strip().split(" +");
            var direction = words.length == 1 ? "asc" : words[1];
            if (words.length > 2 || !direction.equals("asc") && !direction.equals("desc")) {
                throw new RequestRefusedException(400, "orderBy: '" + part.strip() + "' is not FIELD [asc|desc]");
            }
            keys.add(new SortKey(FieldPath.of(words[0], resource), direction.equals("desc")));
        }
        return keys;
    }

    /** Whether it sorts by that field of the row itself, upwards. */
    boolean isAscending(String field) {
        return path.isPlain() && path.last().name().equals(field) && !descending;
    }

    Comparator<ObjectNode> comparator(TenantState state) {
        Comparator<ObjectNode> ascending = (left, right) -> compare(valueIn(left, state), valueIn(right, state));
        return descending ? ascending.reversed() : ascending;
    }

    private JsonNode valueIn(ObjectNode row, TenantState state) {
        return path.valueIn(row, state).orElse(MissingNode.getInstance());
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.isMissingNode() || right.isMissingNode()) {
            return Boolean.compare(!left.isMissingNode(), !right.isMissingNode());
        }
        if (left.has("unitType") && right.has("unitType")) {
            return Amount.of(left).value().compareTo(Amount.of(right).value());
        }
        return left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : left.asText().compareTo(right.asText());
    }
}
