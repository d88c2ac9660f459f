package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Names the transactions of a request for the report: by orderId, and by their lines when these are not 1 and 1. */
final class ArrivingKeys {

    private final TenantState state;

    ArrivingKeys(TenantState state) {
        this.state = state;
    }

    /** Elements that name no order are left out. */
    List<String> of(List<ObjectNode> elements) {
        return elements.stream().map(this::keyOf).flatMap(Optional::stream).toList();
    }

    private Optional<String> keyOf(ObjectNode element) {
        var order = element.path("salesOrder");
        var bare = order.isValueNode() ? order : order.path("salesOrderSeq");
        var orderId = order.path("orderId").isTextual()
                ? Optional.of(order.path("orderId").textValue())
                : state.latest("salesOrders", bare.asText())
                        .map(row -> row.get("orderId").textValue());
        return orderId.map(id -> id + lines(element));
    }

    private static String lines(ObjectNode element) {
        var line = number(element.path("lineNumber"));
        var subLine = number(element.path("subLineNumber"));
        return line.equals("1") && subLine.equals("1") ? "" : " " + line + "/" + subLine;
    }

    private static String number(JsonNode amount) {
        try {
            return new BigDecimal(amount.path("value").asText())
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            return "?"; // the element itself will be refused
        }
    }
}
