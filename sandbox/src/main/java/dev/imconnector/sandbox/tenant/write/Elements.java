package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The body of a write: always an array of objects, whose fields the resource has. What breaks this is refused as a whole. */
public final class Elements {

    private Elements() {}

    /** @throws RequestRefusedException when the body is not an array of objects, is empty, or is too long */
    public static List<ObjectNode> of(byte[] body, SandboxSwitches settings) {
        var array = array(body);
        var most = settings.get(TenantWriteSwitches.MAX_ELEMENTS);
        if (array.size() > most) {
            throw new RequestRefusedException(
                    settings.get(TenantWriteSwitches.MAX_ELEMENTS_STATUS),
                    "The array has " + array.size() + " elements, at most " + most + " are allowed");
        }
        var elements = new ArrayList<ObjectNode>();
        for (var each : array) {
            if (!(each instanceof ObjectNode object)) {
                throw new RequestRefusedException(400, "Each element must be an object");
            }
            elements.add(object);
        }
        if (elements.isEmpty()) {
            throw new RequestRefusedException(400, "The array is empty");
        }
        return elements;
    }

    private static ArrayNode array(byte[] body) {
        try (var in = Json.strictParser(body)) {
            if (Json.MAPPER.<JsonNode>readTree(in) instanceof ArrayNode array && in.nextToken() == null) {
                return array;
            }
        } catch (IOException e) {
            throw new RequestRefusedException(400, "The body is not valid JSON");
        }
        throw new RequestRefusedException(400, "The body must be an array");
    }

    /** @throws RequestRefusedException when an element has fields that a new object cannot be sent with */
    static void requireCreatable(Resource resource, List<ObjectNode> elements) {
        for (var element : elements) {
            element.properties().forEach(entry -> {
                var field = resource.field(entry.getKey());
                if (field.access() == Field.Access.SERVER || field.kind() == FieldKind.ADJUSTMENT) {
                    throw new RequestRefusedException(400, field.name() + " cannot be set by POST");
                }
                if (entry.getValue().isNull()) {
                    throw new RequestRefusedException(400, field.name() + " is null: leave it out");
                }
            });
        }
    }

    /** @throws RequestRefusedException when an element has fields that the resource does not have */
    static void requireKnown(Resource resource, List<ObjectNode> elements) {
        elements.forEach(element -> element.fieldNames().forEachRemaining(resource::field));
    }
}
