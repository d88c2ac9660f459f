package dev.imconnector.sandbox.tenant.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;

/** Shows what a reference leads to. */
final class ReferenceView {

    private final TenantState state;

    ReferenceView(TenantState state) {
        this.state = state;
    }

    /** The object behind a seq; the seq alone when that object is gone. */
    JsonNode of(Field field, String seq, TenantReadSwitches.ReferenceForm form) {
        var target = state.latest(field.target(), seq);
        if (target.isEmpty()) {
            return TextNode.valueOf(seq);
        }
        var resource = Resources.of(field.target());
        var json = Json.MAPPER.createObjectNode();
        if (form != TenantReadSwitches.ReferenceForm.OWN) {
            legacy(json, resource, seq, target.get());
        }
        if (form != TenantReadSwitches.ReferenceForm.LEGACY) {
            own(json, resource, seq, target.get());
        }
        return json;
    }

    ArrayNode all(Field field, JsonNode seqs, TenantReadSwitches.ReferenceForm form) {
        var json = Json.MAPPER.createArrayNode();
        seqs.forEach(seq -> json.add(of(field, seq.textValue(), form)));
        return json;
    }

    private static void legacy(ObjectNode json, Resource resource, String seq, ObjectNode target) {
        json.put("key", seq);
        json.put("displayName", displayName(resource, seq, target));
        json.put("objectType", resource.objectType());
        json.put("keyString", seq);
        var keys = json.putObject("logicalKeys");
        for (var name : resource.keys()) {
            if (!resource.name().equals("salesTransactions") || !name.equals("salesOrder")) {
                keys.set(name, target.get(name));
            }
        }
    }

    private static String displayName(Resource resource, String seq, ObjectNode target) {
        var label = target.path(resource.label());
        return resource.fields().get(resource.label()).isReference() || !label.isTextual() ? seq : label.textValue();
    }

    private static void own(ObjectNode json, Resource resource, String seq, ObjectNode target) {
        json.put(resource.seqField(), seq);
        resource.keys().forEach(name -> json.set(name, target.get(name)));
    }
}
