package dev.imconnector.sandbox.tenant.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The forms that a tenant's answers have. */
public final class TenantAnswers {

    private final LiveSwitches switches;
    private final Clock clock;

    public TenantAnswers(LiveSwitches switches, Clock clock) {
        this.switches = switches;
        this.clock = clock;
    }

    public SandboxAnswer json(int status, JsonNode document) {
        var type =
                switches.get(TenantReadSwitches.JSON_CHARSET) ? "application/json;charset=UTF-8" : "application/json";
        return SandboxAnswer.of(status, type, Json.bytes(out -> Json.MAPPER.writeTree(out, document)));
    }

    /** {@code {"<resource>": content}}. */
    public SandboxAnswer envelope(int status, String resource, JsonNode content) {
        return json(status, Json.MAPPER.createObjectNode().set(resource, content));
    }

    /** The request as a whole is bad: {@code {"timeStamp","message"}}. */
    public SandboxAnswer error(int status, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("timeStamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("message", message);
        return json(status, body);
    }
}
