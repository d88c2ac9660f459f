package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.Instant;

/** What the tenant itself gives every row that is written: what is left out, and who wrote it when. */
final class RowCompletion {

    private final Resource resource;
    private final String user;
    private final Instant now;
    private final SalesRules sales;

    /** @param user who writes */
    RowCompletion(TenantState state, Resource resource, SandboxSwitches settings, String user, Instant now) {
        this.resource = resource;
        this.user = user;
        this.now = now;
        this.sales = new SalesRules(state, settings);
    }

    /** Fills in what a row does not say itself, and notes what is wrong with it as a whole. */
    void complete(Draft draft) {
        if (resource == RowWriter.TRANSACTIONS) {
            sales.complete(draft);
        }
        if (resource.dated()) {
            var row = draft.row();
            if (!row.has("effectiveEndDate")) {
                row.put("effectiveEndDate", Days.END_OF_TIME.toString());
            }
            var start = row.path("effectiveStartDate").asText();
            if (start.compareTo(row.get("effectiveEndDate").textValue()) >= 0) {
                draft.fault("effectiveStartDate", ErrorCode.EFFECTIVE_RANGE_INVALID.says("It begins after its end"));
            }
        }
    }

    /** Writes into the parts of a row what they say of it. */
    void connect(ObjectNode row, String seq) {
        if (resource == RowWriter.TRANSACTIONS) {
            sales.connect(row, seq);
        }
    }

    void stamp(ObjectNode row, String etag) {
        if (resource.fields().containsKey("etag")) {
            if (!row.has("createDate")) {
                row.put("createDate", now.toString()).put("createdBy", user);
            }
            row.put("modifiedBy", user).put("etag", etag);
        }
    }
}
