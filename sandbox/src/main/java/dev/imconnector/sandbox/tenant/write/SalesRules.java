package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.Calendars;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What holds for sales transactions alone. */
final class SalesRules {

    private static final Resource ORDERS = Resources.of("salesOrders");
    private static final List<String> ADDRESSES = List.of("billToAddress", "shipToAddress", "otherToAddress");

    private final TenantState state;
    private final SandboxSwitches settings;

    SalesRules(TenantState state, SandboxSwitches settings) {
        this.state = state;
        this.settings = settings;
    }

    /** The order that a transaction will bring into being, because nobody has made it. */
    Optional<String> implicitOrder(ObjectNode element) {
        var orderId = element.path("salesOrder").path("orderId");
        return settings.get(TenantWriteSwitches.IMPLICIT_ORDER)
                        && orderId.isTextual()
                        && !element.path("salesOrder").has(ORDERS.seqField())
                        && state.named(ORDERS, orderId.textValue()).isEmpty()
                ? Optional.of(orderId.textValue())
                : Optional.empty();
    }

    /** Notes what is wrong with a transaction as a whole, and gives it what it does not say itself. */
    void complete(Draft draft) {
        var row = draft.row();
        var date = row.path("compensationDate").textValue();
        if (date != null && isClosed(LocalDate.parse(date))) {
            draft.fault("compensationDate", ErrorCode.NOT_ALLOWED.says("The period of " + date + " is closed"));
        }
        if (!row.has("isRunnable")) {
            row.put("isRunnable", true);
        }
        if (!row.has("preadjustedValue") && row.has("value")) {
            row.set("preadjustedValue", row.get("value"));
        }
        if (!row.has("originTypeId")) {
            row.put("originTypeId", "manual");
            row.put("isPurged", false);
        }
    }

    private boolean isClosed(LocalDate date) {
        return settings.get(TenantWriteSwitches.CLOSED_PERIOD) == TenantWriteSwitches.Unknown.REFUSED
                && new Calendars(state)
                        .periodOf(date)
                        .map(period -> period.path(Calendars.CLOSED).booleanValue())
                        .orElse(false);
    }

    /** Writes into the parts of a transaction what they say of it: its seq, order and date. */
    void connect(ObjectNode row, String seq) {
        var orderId = state.latest(ORDERS.name(), row.get("salesOrder").textValue())
                .map(order -> order.get("orderId").textValue())
                .orElseThrow();
        for (var each : row.path("transactionAssignments")) {
            ((ObjectNode) each)
                    .put("salesOrder", orderId)
                    .put("salesTransactionSeq", seq)
                    .put("compensationDate", row.get("compensationDate").textValue());
        }
        for (int i = 0; i < ADDRESSES.size(); i++) {
            if (row.path(ADDRESSES.get(i)) instanceof ObjectNode address) {
                address.put("seq", (9 - i) + seq.substring(1));
            }
        }
    }

    /** Changes the value of a transaction as {@code adjustmentContext} says. */
    static void adjust(Draft draft, JsonNode context, AmountReader amounts) {
        var row = draft.row();
        try {
            switch (context.path("adjustTypeFlag").asText()) {
                case "adjustTo" ->
                    row.set(
                            "value",
                            amounts.read("adjustToValue", context.path("adjustToValue"))
                                    .toJson());
                case "adjustBy" -> {
                    var by = amounts.read("adjustByValue", context.path("adjustByValue"));
                    row.set("value", Amount.of(row.get("value")).plus(by).toJson());
                }
                case "reset" -> row.set("value", row.get("preadjustedValue"));
                default ->
                    draft.fault(
                            "adjustmentContext",
                            ErrorCode.NOT_ALLOWED.says("adjustTypeFlag is adjustTo, adjustBy or reset"));
            }
        } catch (FieldRejectedException e) {
            draft.fault("adjustmentContext", e.getMessage());
        }
    }

    /** @throws dev.imconnector.sandbox.http.RequestRefusedException when an amount of an adjustment has not the form of one */
    static void requireForm(JsonNode context, AmountReader amounts) {
        for (var name : List.of("adjustToValue", "adjustByValue")) {
            if (context.hasNonNull(name)) {
                try {
                    amounts.read(name, context.get(name));
                } catch (FieldRejectedException e) {
                    // of the right form; what is wrong with it is told in its element
                }
            }
        }
    }

    static Optional<JsonNode> adjustmentOf(Resource resource, ObjectNode element) {
        return resource.fields().values().stream()
                .filter(field -> field.kind() == FieldKind.ADJUSTMENT)
                .map(field -> element.get(field.name()))
                .filter(context -> context != null && !context.isNull())
                .findFirst();
    }
}
