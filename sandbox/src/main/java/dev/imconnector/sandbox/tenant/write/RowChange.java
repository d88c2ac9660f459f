package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes rows that are there. Lives as long as the write. */
final class RowChange {

    /** A number read back from a state file is of another class than the one that was kept. */
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.isNumber() && right.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.equals(right) ? 0 : 1;

    private final TenantState state;
    private final Resource resource;
    private final SandboxSwitches settings;
    private final ValueReader values;
    private final NaturalKeys keys;
    private final RowCompletion completion;

    RowChange(TenantState state, Resource resource, SandboxSwitches settings, RowCompletion completion) {
        this.state = state;
        this.resource = resource;
        this.settings = settings;
        this.values = new ValueReader(state, settings);
        this.keys = new NaturalKeys(state, settings);
        this.completion = completion;
    }

    /** Changes the version that an element means. */
    Written of(ObjectNode element) {
        var found = found(element);
        if (found.isEmpty()) {
            return Written.failed(ErrorCode.NOT_FOUND, "There is no such " + resource.objectType());
        }
        var there = found.size() == 1 ? found.get(0) : matching(found, element);
        return there == null
                ? Written.failed(ErrorCode.EFFECTIVE_RANGE_INVALID, "No version has these effective dates")
                : of(there, element);
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

    /** Changes a row as an element says. */
    Written of(ObjectNode there, ObjectNode element) {
        var draft = Draft.of(resource, there).fill(element, values);
        SalesRules.adjustmentOf(resource, element)
                .ifPresent(context -> SalesRules.adjust(draft, context, values.amounts()));
        ServerFields.requireUnchanged(resource, there, element, draft, settings.get(TenantReadSwitches.TENANT_ZONE));
        draft.requireAll();
        completion.complete(draft);
        if (!draft.isGood()) {
            return Written.failed(draft.faults());
        }
        var seq = there.get(resource.seqField()).textValue();
        completion.connect(draft.row(), seq);
        if (there.equals(BY_VALUE, draft.row())) {
            return Written.unchanged(there);
        }
        var twin = keys.sameKey(resource, draft.row());
        if (twin.isPresent()
                && !twin.get().get(resource.seqField()).textValue().equals(seq)
                && keys.ruleOf(resource) == TenantWriteSwitches.KeyRule.ENFORCED) {
            return keys.taken(resource, draft.row());
        }
        return Written.done(replaced(there, draft.row(), seq));
    }

    private ObjectNode replaced(ObjectNode there, ObjectNode row, String seq) {
        var etag = Integer.parseInt(there.path("etag").asText("1")) + 1;
        completion.stamp(row, String.valueOf(etag));
        var table = state.table(resource.name());
        var versions = new ArrayList<>(table.versionsOf(seq));
        versions.set(versions.indexOf(there), row);
        table.put(seq, versions);
        return row;
    }
}
