package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A reference as IM shows it, in whichever shape: the seq alone, the object with its own first fields, or the older form with
 * {@code key} and {@code logicalKeys}.
 *
 * @param seq empty when it does not show it
 * @param name the business key, empty when it does not show it
 */
record Reference(String seq, String name) {

    private static final String LOGICAL_KEYS = "logicalKeys";

    /**
     * Reads one.
     *
     * @param seqField as the object's own field is called, {@code salesOrderSeq}
     * @param nameField as its business key is called, {@code orderId}
     */
    static Reference of(JsonNode node, String seqField, String nameField) {
        if (!node.isObject()) {
            return new Reference(node.isTextual() ? node.textValue() : "", "");
        }
        return new Reference(first(node, Set.of(seqField, "key")), first(node, node.path(LOGICAL_KEYS), nameField));
    }

    private static String first(JsonNode node, Set<String> fields) {
        return fields.stream()
                .map(node::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse("");
    }

    private static String first(JsonNode node, JsonNode keys, String field) {
        return node.path(field).isTextual()
                ? node.path(field).textValue()
                : keys.path(field).asText("");
    }

    /** Whether it shows at least one of the two, and what it shows is so. */
    boolean isOf(String itsSeq, String itsName) {
        return !(seq.isEmpty() && name.isEmpty())
                && (seq.isEmpty() || seq.equals(itsSeq))
                && (name.isEmpty() || name.equals(itsName));
    }
}
