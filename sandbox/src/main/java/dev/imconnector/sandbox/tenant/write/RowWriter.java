package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes new rows of the elements of one write. Lives as long as the write. */
final class RowWriter {

    static final Resource TRANSACTIONS = Resources.of("salesTransactions");

    private final TenantState state;
    private final Resource resource;
    private final SandboxSwitches settings;
    private final String user;
    private final Instant now;
    private final ValueReader values;
    private final NaturalKeys keys;
    private final SalesRules sales;
    private final RowCompletion completion;
    private final RowChange change;

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
        this.completion = new RowCompletion(state, resource, settings, user, now);
        this.change = new RowChange(state, resource, settings, completion);
    }

    /** @throws dev.imconnector.sandbox.http.RequestRefusedException when the request as a whole is bad because of it */
    Written create(ObjectNode element) {
        var draft = Draft.empty(resource).fill(element, values).requireAll();
        var implicit = resource == TRANSACTIONS ? sales.implicitOrder(element) : Optional.<String>empty();
        implicit.ifPresent(orderId -> draft.forgive("salesOrder"));
        completion.complete(draft);
        if (!draft.isGood()) {
            return Written.failed(draft.faults());
        }
        implicit.ifPresent(orderId -> draft.row().put("salesOrder", order(orderId)));
        var there = keys.sameKey(resource, draft.row());
        if (there.isPresent()) {
            switch (keys.ruleOf(resource)) {
                case ENFORCED -> {
                    return keys.taken(resource, draft.row());
                }
                case UPSERTED -> {
                    var changed = change.of(there.get(), element);
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

    private ObjectNode kept(ObjectNode row) {
        var table = state.table(resource.name());
        var seq = table.newSeq();
        row.put(resource.seqField(), seq);
        completion.stamp(row, "1");
        completion.connect(row, seq);
        table.put(seq, List.of(row));
        return row;
    }

    /** A version of a dated object that replaces others; it is not kept yet. */
    Draft version(ObjectNode element, String seq) {
        var draft = Draft.empty(resource).fill(element, values).requireAll();
        completion.complete(draft);
        draft.row().put(resource.seqField(), seq);
        completion.stamp(draft.row(), "1");
        return draft;
    }

    /** @throws dev.imconnector.sandbox.http.RequestRefusedException when the request as a whole is bad because of it */
    Written update(ObjectNode element) {
        return change.of(element);
    }

    /**
     * Looks through all elements before the first of them is written, for one that cannot be read lets nothing of its
     * request happen.
     *
     * @throws dev.imconnector.sandbox.http.RequestRefusedException when a value has not the form of its field
     */
    void requireForm(List<ObjectNode> elements) {
        for (var element : elements) {
            Draft.empty(resource).fill(element, values);
            SalesRules.adjustmentOf(resource, element)
                    .ifPresent(context -> SalesRules.requireForm(context, values.amounts()));
        }
    }
}
