package dev.imconnector.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.token.ClientRegistry;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.sandbox.token.TokenRegistry;
import dev.imconnector.sandbox.write.DocumentEndpoint;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** {@code /_sandbox/…}: the sandbox's own doors. They need no token and are not counted. */
final class AdminEndpoint {

    private static final String PREFIX = "/_sandbox/";
    private static final Set<String> CREDIT_STATUS = Set.of("PENDING", "PROCESSED", "ERROR", "REVERSED");

    private final LiveSwitches switches;
    private final Inspection inspection;
    private final ClientRegistry clients;
    private final TokenRegistry tokens;

    AdminEndpoint(LiveSwitches switches, Inspection inspection, ClientRegistry clients, TokenRegistry tokens) {
        this.switches = switches;
        this.inspection = inspection;
        this.clients = clients;
        this.tokens = tokens;
    }

    static boolean isFor(SandboxRequest request) {
        return request.rawPath().startsWith(PREFIX);
    }

    SandboxAnswer answer(SandboxRequest request) {
        var refusal = LocalDoor.refusal(request);
        return refusal.orElseGet(() -> opened(request));
    }

    private SandboxAnswer opened(SandboxRequest request) {
        var segments = request.rawPath().substring(PREFIX.length()).split("/", 2);
        var id = segments.length == 1 ? "" : Route.decoded(segments[1]);
        try {
            return switch (request.method() + " " + segments[0]) {
                case "GET report" -> SandboxAnswer.json(200, out -> Json.MAPPER.writeValue(out, inspection.report()));
                case "GET switches" -> switchesNow();
                case "POST switches" -> changed(DocumentEndpoint.object(request.body()));
                case "GET credits" -> credit(id);
                case "PUT credits" -> creditStatus(id, DocumentEndpoint.object(request.body()));
                case "GET source-refs" -> SandboxAnswer.streamed("application/x-ndjson", inspection::writeArrivals);
                case "GET rows" -> rows(id, request.rawQuery());
                case "POST revoke-tokens" -> revoked();
                case "PUT clients" -> client(id, DocumentEndpoint.object(request.body()));
                case "DELETE clients" -> clientRemoved(id);
                default -> SandboxAnswer.error(404, "The sandbox has no path " + request.method() + " " + segments[0]);
            };
        } catch (RequestRefusedException e) {
            return SandboxAnswer.error(e.status(), e.getMessage());
        } catch (SandboxSettingException e) {
            return SandboxAnswer.error(400, e.getMessage() + ". " + e.fix());
        }
    }

    private SandboxAnswer switchesNow() {
        return SandboxAnswer.json(
                200, out -> Json.MAPPER.writeValue(out, switches.now().asText()));
    }

    private SandboxAnswer changed(ObjectNode wanted) {
        switches.change(before -> {
            var after = before;
            for (var entry : wanted.properties()) {
                after = after.with(entry.getKey(), entry.getValue().asText());
            }
            return after;
        });
        return switchesNow();
    }

    private SandboxAnswer credit(String sourceRef) {
        return SandboxAnswer.json(200, out -> {
            out.writeStartObject();
            out.writeStringField("sourceRef", sourceRef);
            out.writeNumberField("timesSent", inspection.timesSent(sourceRef));
            out.writeFieldName("credit");
            inspection.writeCredit(sourceRef, out);
            out.writeEndObject();
        });
    }

    private SandboxAnswer creditStatus(String sourceRef, ObjectNode wanted) {
        var status = wanted.path("status").asText();
        if (!CREDIT_STATUS.contains(status)) {
            throw new RequestRefusedException(400, "status must be one of " + new TreeSet<>(CREDIT_STATUS));
        }
        if (!inspection.changeStatus(sourceRef, status)) {
            throw new RequestRefusedException(404, "There is no credit with the sourceRef '" + sourceRef + "'");
        }
        return credit(sourceRef);
    }

    private SandboxAnswer rows(String entity, String rawQuery) {
        return SandboxAnswer.streamed("application/x-ndjson", inspection.rows(entity, rawQuery));
    }

    private SandboxAnswer revoked() {
        var count = tokens.revokeAll();
        return SandboxAnswer.json(200, out -> writeCount(out, "revoked", count));
    }

    private static void writeCount(JsonGenerator out, String name, int count) throws IOException {
        out.writeStartObject();
        out.writeNumberField(name, count);
        out.writeEndObject();
    }

    private SandboxAnswer client(String id, ObjectNode wanted) {
        var scopes = new TreeSet<String>();
        wanted.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        var secret = wanted.path("secret").asText();
        if (id.isEmpty() || secret.isEmpty()) {
            throw new RequestRefusedException(400, "A client needs an id in the path, 'secret' and 'scopes'");
        }
        clients.put(new SandboxClient(id, secret, scopes));
        return SandboxAnswer.empty(204);
    }

    private SandboxAnswer clientRemoved(String id) {
        return clients.remove(id) ? SandboxAnswer.empty(204) : SandboxAnswer.error(404, "There is no such client");
    }
}
