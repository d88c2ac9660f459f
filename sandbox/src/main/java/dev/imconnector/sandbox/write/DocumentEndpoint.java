package dev.imconnector.sandbox.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.Documents;
import dev.imconnector.sandbox.state.FieldType;
import dev.imconnector.sandbox.state.Journal;
import dev.imconnector.sandbox.state.Schema;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code PUT} and {@code PATCH} of quotas and participants. */
public final class DocumentEndpoint {

    private static final Map<String, List<String>> NEEDED =
            Map.of("quotas", List.of("participantId", "periodId", "status"), "participants", List.of("status"));
    private static final Set<String> PARTICIPANT_STATUS = Set.of("ACTIVE", "INACTIVE");

    private final LiveSwitches switches;
    private final Map<String, Documents> documents;
    private final Journal journal;

    public DocumentEndpoint(LiveSwitches switches, Map<String, Documents> documents, Journal journal) {
        this.switches = switches;
        this.documents = documents;
        this.journal = journal;
    }

    /** {@code PUT}: the body is the whole object, what it lacks is gone. */
    public SandboxAnswer replace(String entity, String id, byte[] body) {
        var wanted = object(body);
        synchronized (documents.get(entity)) {
            return saved(entity, id, existing(entity, id), wanted);
        }
    }

    /** {@code PATCH}: the body's members are set, the others stay. */
    public SandboxAnswer change(String entity, String id, byte[] body) {
        var changes = object(body);
        synchronized (documents.get(entity)) {
            var before = existing(entity, id);
            var wanted = before.deepCopy();
            wanted.setAll(changes);
            return saved(entity, id, before, wanted);
        }
    }

    /** @throws RequestRefusedException when the body is not a JSON object, or an empty one */
    public static ObjectNode object(byte[] body) {
        try (var in = Json.strictParser(body)) {
            if (Json.MAPPER.<JsonNode>readTree(in) instanceof ObjectNode object
                    && !object.isEmpty()
                    && in.nextToken() == null) {
                return object;
            }
        } catch (IOException e) {
            throw new RequestRefusedException(400, "The body is not valid JSON");
        }
        throw new RequestRefusedException(400, "The body must be one JSON object with at least one property");
    }

    private ObjectNode existing(String entity, String id) {
        return documents
                .get(entity)
                .find(id)
                .orElseThrow(() -> new RequestRefusedException(404, "There is no " + entity + " '" + id + "'"));
    }

    private SandboxAnswer saved(String entity, String id, ObjectNode before, ObjectNode wanted) {
        var stored = documents.get(entity);
        var schema = stored.schema();
        if (!wanted.has(schema.key())) {
            wanted.put(schema.key(), id);
        }
        check(schema, id, wanted);
        if (wanted.equals(before) && switches.get(WriteSwitches.UNCHANGED_STATUS) == 304) {
            return SandboxAnswer.empty(304);
        }
        stored.put(wanted);
        journal.put(entity, wanted);
        return SandboxAnswer.json(200, out -> Json.MAPPER.writeTree(out, wanted));
    }

    private static void check(Schema schema, String id, ObjectNode wanted) {
        if (!id.equals(wanted.get(schema.key()).asText())) {
            throw new RequestRefusedException(400, schema.key() + " cannot be changed");
        }
        for (var name : NEEDED.get(schema.entity())) {
            if (!wanted.hasNonNull(name)) {
                throw new RequestRefusedException(400, name + " is required");
            }
        }
        schema.fields().forEach((name, type) -> checkType(name, type, wanted.get(name)));
        if (schema == Schema.PARTICIPANTS
                && !PARTICIPANT_STATUS.contains(wanted.get("status").asText())) {
            throw new RequestRefusedException(422, "status must be ACTIVE or INACTIVE");
        }
    }

    private static void checkType(String name, FieldType type, JsonNode value) {
        if (value == null || value.isNull()) {
            return;
        }
        var fits = switch (type) {
            case TEXT -> value.isTextual();
            case NUMBER -> value.isNumber();
            case DATE -> value.isTextual() && AcceptanceRules.isDate(value.textValue());
            case FLAG -> value.isBoolean();
        };
        if (!fits) {
            throw new RequestRefusedException(400, name + " has the wrong type");
        }
    }
}
