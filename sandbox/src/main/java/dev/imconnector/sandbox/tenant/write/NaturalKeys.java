package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.KeyComparison;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.KeyRule;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds objects by their natural keys. */
final class NaturalKeys {

    private final TenantState state;
    private final SandboxSwitches settings;

    NaturalKeys(TenantState state, SandboxSwitches settings) {
        this.state = state;
        this.settings = settings;
    }

    KeyRule ruleOf(Resource resource) {
        return switch (resource.name()) {
            case "salesOrders" -> settings.get(TenantWriteSwitches.ORDER_KEY);
            case "salesTransactions" -> settings.get(TenantWriteSwitches.TRANSACTION_KEY);
            default -> KeyRule.ENFORCED;
        };
    }

    /** The first object with the key of a row, as it is last; empty when there is none, or the row has no whole key. */
    Optional<ObjectNode> sameKey(Resource resource, ObjectNode row) {
        if (resource.keys().isEmpty() || !resource.keys().stream().allMatch(row::hasNonNull)) {
            return Optional.empty();
        }
        var wanted = keyOf(resource, row);
        return candidates(resource, row).stream()
                .filter(each -> keyOf(resource, each).equals(wanted))
                .findFirst()
                .flatMap(each -> state.latest(
                        resource.name(), each.get(resource.seqField()).textValue()));
    }

    /** The failed element for a row whose key another one has. */
    Written taken(Resource resource, ObjectNode row) {
        return Written.keyExists(
                settings.get(TenantWriteSwitches.KEY_EXISTS_CODE),
                "Another object already has the key (" + keyOf(resource, row) + ") within the period");
    }

    private List<ObjectNode> candidates(Resource resource, ObjectNode row) {
        if (settings.get(TenantWriteSwitches.KEY_COMPARISON) == KeyComparison.EXACT) {
            return state.named(resource, row.get(resource.label()).asText());
        }
        var all = new ArrayList<ObjectNode>();
        var rows = state.rows(resource.name());
        for (int i = 0; i < rows.size(); i++) {
            all.add(rows.row(i));
        }
        return all;
    }

    /** The key for people and for comparing. */
    private String keyOf(Resource resource, ObjectNode row) {
        return resource.keys().stream().map(name -> comparable(row.get(name))).collect(Collectors.joining(", "));
    }

    private String comparable(JsonNode value) {
        if (value.isObject()) {
            return Amount.of(value).toString();
        }
        return switch (settings.get(TenantWriteSwitches.KEY_COMPARISON)) {
            case EXACT -> value.asText();
            case IGNORING_CASE -> value.asText().toLowerCase(Locale.ROOT);
            case TRIMMED -> value.asText().stripTrailing();
        };
    }
}
