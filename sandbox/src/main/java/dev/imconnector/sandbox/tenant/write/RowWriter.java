package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Carries out one write: what it makes of each of its elements. Lives as long as the write. */
final class RowWriter {

    static final Resource TRANSACTIONS = Resources.of("salesTransactions");

    /** A number read back from a state file is of another class than the one that was kept. */
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.isNumber() && right.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.equals(right) ? 0 : 1;

    private final TenantState state;
    private final Resource resource;
    private final SandboxSwitches settings;
    private final String user;
    private final Instant now;
    private final ValueReader values;
    private final NaturalKeys keys;
    private final SalesRules sales;

    /** @param user who writes */
    RowWriter(TenantState state, Resource resource, SandboxSwitches settings, String user, Instant now) {
        this.state = state;
        this.resource = resource;
        this.settings = settings;
        this.user = user;
        this.now = now;
        this.values = new ValueReader(state, settings);
        this.keys = new NaturalKeys(state, settings);
        this.sales = new SalesRules(state, settings);
    }

    Written create(ObjectNode element) {
        var draft = Draft.empty(resource).fill(element, values).requireAll();
        var implicit = resource == TRANSACTIONS ? sales.implicitOrder(element) : Optional.<String>empty();
        implicit.ifPresent(orderId -> draft.forgive("salesOrder"));
        completed(draft);
        if (!draft.isGood()) {
            return Written.failed(draft.faults());
        }
        implicit.ifPresent(orderId -> draft.row().put("salesOrder", order(orderId)));
        var there = keys.sameKey(resource, draft.row());
        if (there.isPresent()) {
            switch (keys.ruleOf(resource)) {
                case ENFORCED -> {
                    return keyExists(draft.row());
                }
                case UPSERTED -> {
                    var changed = change(there.get(), element);
                    return changed.isGood() ? Written.done(changed.row()) : changed;
                }
                case DOUBLED -> {
                    // another one of the same key
                }
            }
        }
        return Written.done(kept(draft.row()));
    }

    private String order(String orderId) {
        var order = Json.MAPPER.createObjectNode().put("orderId", orderId);
        var orders = new RowWriter(state, Resources.of("salesOrders"), settings, user, now);
        return orders.kept(order).get("salesOrderSeq").textValue();
    }

    private Written keyExists(ObjectNode row) {
        return Written.keyExists(
                settings.get(TenantWriteSwitches.KEY_EXISTS_CODE),
                "Another object already has the key (" + keys.keyOf(resource, row) + ") within the period");
    }

    private void completed(Draft draft) {
        var row = draft.row();
        if (resource == TRANSACTIONS) {
            sales.complete(draft);
        }
        if (resource.dated()) {
            if (!row.has("effectiveEndDate")) {
                row.put("effectiveEndDate", Days.END_OF_TIME.toString());
            }
            var start = row.path("effectiveStartDate").asText();
            if (start.compareTo(row.get("effectiveEndDate").textValue()) >= 0) {
                draft.fault("effectiveStartDate", ErrorCode.EFFECTIVE_RANGE_INVALID.says("It begins after its end"));
            }
        }
    }

    private ObjectNode kept(ObjectNode row) {
        var table = state.table(resource.name());
        var seq = table.newSeq();
        row.put(resource.seqField(), seq);
        stamped(row, "1");
        if (resource == TRANSACTIONS) {
            sales.connect(row, seq);
        }
        table.put(seq, List.of(row));
        return row;
    }

    private void stamped(ObjectNode row, String etag) {
        if (resource.fields().containsKey("etag")) {
            if (!row.has("createDate")) {
                row.put("createDate", now.toString()).put("createdBy", user);
            }
            row.put("modifiedBy", user).put("etag", etag);
        }
    }

    /** A version of a dated object that replaces others; it is not kept yet. */
    Draft version(ObjectNode element, String seq) {
        var draft = Draft.empty(resource).fill(element, values).requireAll();
        completed(draft);
        draft.row().put(resource.seqField(), seq);
        stamped(draft.row(), "1");
        return draft;
    }

    Written update(ObjectNode element) {
        var found = found(element);
        if (found.isEmpty()) {
            return Written.failed(ErrorCode.NOT_FOUND, "There is no such " + resource.objectType());
        }
        var there = found.size() == 1 ? found.get(0) : matching(found, element);
        return there == null
                ? Written.failed(ErrorCode.EFFECTIVE_RANGE_INVALID, "No version has these effective dates")
                : change(there, element);
    }

    /** The versions of the object that an element means. */
    private List<ObjectNode> found(ObjectNode element) {
        var rows = state.rows(resource.name());
        if (element.hasNonNull(resource.seqField())) {
            return rows.versionsOf(element.get(resource.seqField()).asText());
        }
        if (settings.get(TenantWriteSwitches.PUT_KEY) == TenantWriteSwitches.PutKey.SEQ) {
            return List.of();
        }
        return keys.sameKey(
                        resource, Draft.empty(resource).fill(element, values).row())
                .map(row -> rows.versionsOf(row.get(resource.seqField()).textValue()))
                .orElse(List.of());
    }

    private static ObjectNode matching(List<ObjectNode> versions, ObjectNode element) {
        return versions.stream()
                .filter(version -> sameDay(version, element, "effectiveStartDate")
                        && sameDay(version, element, "effectiveEndDate"))
                .findFirst()
                .orElse(null);
    }

    private static boolean sameDay(ObjectNode version, ObjectNode element, String field) {
        return element.hasNonNull(field)
                && ValueReader.day(field, element.get(field))
                        .equals(version.get(field).textValue());
    }

    private Written change(ObjectNode there, ObjectNode element) {
        var draft = Draft.of(resource, there).fill(element, values);
        SalesRules.adjustmentOf(resource, element)
                .ifPresent(context -> SalesRules.adjust(draft, context, values.amounts()));
        ServerFields.requireUnchanged(resource, there, element, draft, settings.get(TenantReadSwitches.TENANT_ZONE));
        draft.requireAll();
        completed(draft);
        if (!draft.isGood()) {
            return Written.failed(draft.faults());
        }
        var seq = there.get(resource.seqField()).textValue();
        if (resource == TRANSACTIONS) {
            sales.connect(draft.row(), seq);
        }
        if (there.equals(BY_VALUE, draft.row())) {
            return Written.unchanged(there);
        }
        var twin = keys.sameKey(resource, draft.row());
        if (twin.isPresent()
                && !twin.get().get(resource.seqField()).textValue().equals(seq)
                && keys.ruleOf(resource) == TenantWriteSwitches.KeyRule.ENFORCED) {
            return keyExists(draft.row());
        }
        return Written.done(replaced(there, draft.row(), seq));
    }

    private ObjectNode replaced(ObjectNode there, ObjectNode row, String seq) {
        var etag = Integer.parseInt(there.path("etag").asText("1")) + 1;
        stamped(row, String.valueOf(etag));
        var table = state.table(resource.name());
        var versions = new ArrayList<>(table.versionsOf(seq));
        versions.set(versions.indexOf(there), row);
        table.put(seq, versions);
        return row;
    }
}
