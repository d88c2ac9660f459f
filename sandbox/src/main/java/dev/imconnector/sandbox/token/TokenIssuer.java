package dev.imconnector.sandbox.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TokenSwitches;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Knows the clients and gives them tokens, whichever endpoint they ask. */
final class TokenIssuer {

    private final LiveSwitches switches;
    private final ClientRegistry clients;
    private final TokenRegistry tokens;
    private final RequestLog log;

    TokenIssuer(LiveSwitches switches, ClientRegistry clients, TokenRegistry tokens, RequestLog log) {
        this.switches = switches;
        this.clients = clients;
        this.tokens = tokens;
        this.log = log;
    }

    /** @throws RequestRefusedException when there is no such client, or its secret is another one */
    SandboxClient known(String id, String secret) {
        return clients.authenticated(id, secret)
                .orElseThrow(() ->
                        new RequestRefusedException(401, "invalid_client", "Client id or client secret is wrong"));
    }

    /**
     * A token, in an answer.
     *
     * @param scopes what it is good for
     * @param shown what the answer says of scopes; empty for nothing
     */
    SandboxAnswer issue(SandboxClient client, Set<String> scopes, Optional<String> shown, long nowMicros) {
        var settings = switches.now();
        var life = settings.get(TokenSwitches.EXPIRES_IN);
        var grant = new TokenRegistry.Grant(client.id(), scopes, nowMicros + life * 1_000_000L);
        var token = tokens.issue(grant, nowMicros);
        log.tokenIssued();
        return SandboxAnswer.json(200, out -> {
                    out.writeStartObject();
                    out.writeStringField("access_token", token);
                    out.writeStringField("token_type", settings.get(TokenSwitches.TOKEN_TYPE));
                    writeExpiry(out, life, settings.get(TokenSwitches.EXPIRES_IN_ANSWER));
                    if (shown.isPresent()) {
                        out.writeStringField("scope", shown.get());
                    }
                    out.writeEndObject();
                })
                .header("Cache-Control", "no-store");
    }

    private static void writeExpiry(JsonGenerator out, int life, String instead) throws IOException {
        if (instead.isEmpty()) {
            out.writeNumberField("expires_in", life);
        } else if (!instead.equals("none")) {
            out.writeFieldName("expires_in");
            out.writeRawValue(instead);
        }
    }
}
