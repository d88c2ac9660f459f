package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.Set;

/** Reads who is paid for a sales transaction: at least one of payee, position and title in each assignment. */
final class AssignmentReader {

    private static final Set<String> WHO = Set.of("payeeId", "positionName", "titleName");
    /** What a client that has read an assignment sends back; the transaction itself says it. */
    private static final Set<String> OF_THE_TRANSACTION =
            Set.of("salesOrder", "salesTransactionSeq", "compensationDate", "processingUnit", "etag");

    private final TenantState state;
    private final SandboxSwitches settings;
    private final AmountReader amounts;

    AssignmentReader(TenantState state, SandboxSwitches settings, AmountReader amounts) {
        this.state = state;
        this.settings = settings;
        this.amounts = amounts;
    }

    /** @throws FieldRejectedException when an assignment names nobody, or one whom the tenant must know */
    ArrayNode read(JsonNode sent) {
        if (!sent.isArray()) {
            throw new RequestRefusedException(400, "transactionAssignments must be an array");
        }
        var kept = Json.MAPPER.createArrayNode();
        for (var each : sent) {
            if (!(each instanceof ObjectNode assignment)) {
                throw new RequestRefusedException(400, "An assignment must be an object");
            }
            kept.add(one(assignment, kept.size() + 1));
        }
        return kept;
    }

    private ObjectNode one(ObjectNode sent, int position) {
        var kept = Json.MAPPER.createObjectNode();
        for (var each : sent.properties()) {
            if (!OF_THE_TRANSACTION.contains(each.getKey()) && !each.getValue().isNull()) {
                kept.set(each.getKey(), value(each.getKey(), each.getValue()));
            }
        }
        if (WHO.stream().noneMatch(kept::has)) {
            throw new FieldRejectedException(
                    ErrorCode.VALUE_REQUIRED, "An assignment needs a payee, a position or a title");
        }
        if (!kept.has("setNumber")) {
            kept.put("setNumber", position);
        }
        requireKnown(kept.path("payeeId"));
        return kept;
    }

    private JsonNode value(String name, JsonNode sent) {
        if (name.startsWith("genericNumber")) {
            return amounts.read(name, sent).toJson();
        }
        if (name.startsWith("genericDate")) {
            return Json.MAPPER.getNodeFactory().textNode(ValueReader.day(name, sent));
        }
        var fits = name.equals("setNumber")
                ? sent.isIntegralNumber()
                : name.startsWith("genericBoolean")
                        ? sent.isBoolean()
                        : (WHO.contains(name) || name.startsWith("genericAttribute")) && sent.isTextual();
        if (!fits) {
            throw new RequestRefusedException(400, "An assignment cannot have this " + name);
        }
        return name.equals("setNumber") ? Json.MAPPER.getNodeFactory().numberNode(sent.intValue()) : sent;
    }

    private void requireKnown(JsonNode payeeId) {
        if (payeeId.isTextual()
                && settings.get(TenantWriteSwitches.UNKNOWN_PAYEE) == TenantWriteSwitches.Unknown.REFUSED
                && state.named(Resources.of("participants"), payeeId.textValue())
                        .isEmpty()) {
            throw new FieldRejectedException(
                    ErrorCode.NOT_FOUND, "There is no Participant '" + payeeId.textValue() + "'");
        }
    }
}
