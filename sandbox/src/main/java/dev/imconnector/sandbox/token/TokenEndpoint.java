package dev.imconnector.sandbox.token;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TokenSwitches;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code POST /oauth/token}: client credentials only, errors as in RFC 6749 section 5.2. */
public final class TokenEndpoint {

    private static final Set<String> KNOWN_FIELDS = Set.of("grant_type", "client_id", "client_secret", "scope");

    private final LiveSwitches switches;
    private final TokenIssuer issuer;

    public TokenEndpoint(LiveSwitches switches, ClientRegistry clients, TokenRegistry tokens, RequestLog log) {
        this.switches = switches;
        this.issuer = new TokenIssuer(switches, clients, tokens, log);
    }

    public SandboxAnswer answer(SandboxRequest request, long nowMicros) {
        try {
            return granted(TokenRequest.of(request), nowMicros);
        } catch (RequestRefusedException e) {
            return refused(e, request);
        }
    }

    private SandboxAnswer granted(TokenRequest request, long nowMicros) {
        checkFields(request, KNOWN_FIELDS);
        var client = authenticated(request);
        var scopes = scopes(request, client);
        return issuer.issue(client, scopes, Optional.of(String.join(" ", scopes)), nowMicros);
    }

    static void checkFields(TokenRequest request, Set<String> known) {
        var grantType = request.form().get("grant_type");
        if (grantType == null) {
            throw new RequestRefusedException(400, "invalid_request", "The field grant_type is missing");
        }
        if (!grantType.equals("client_credentials")) {
            throw new RequestRefusedException(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        for (var name : request.form().keySet()) {
            if (!known.contains(name)) {
                throw new RequestRefusedException(400, "invalid_request", "There is no field " + name);
            }
        }
    }

    private SandboxClient authenticated(TokenRequest request) {
        var inBody = request.form().containsKey("client_id") || request.form().containsKey("client_secret");
        if (inBody && request.basic() != null) {
            throw new RequestRefusedException(
                    400, "invalid_request", "Credentials must come in the body or in the header, not in both");
        }
        var style = switches.get(TokenSwitches.TOKEN_AUTH);
        if (request.basic() != null && style != TokenSwitches.Auth.BODY) {
            return issuer.known(request.basic().id(), request.basic().secret());
        }
        if (request.basic() != null || style == TokenSwitches.Auth.BASIC) {
            throw new RequestRefusedException(
                    401, "invalid_client", "Client authentication of this kind is not allowed");
        }
        return issuer.known(required(request, "client_id"), required(request, "client_secret"));
    }

    private static String required(TokenRequest request, String name) {
        var value = request.form().get(name);
        if (value == null || value.isEmpty()) {
            throw new RequestRefusedException(400, "invalid_request", "The field " + name + " is missing");
        }
        return value;
    }

    private Set<String> scopes(TokenRequest request, SandboxClient client) {
        var asked = request.form().get("scope");
        if (asked == null) {
            return switch (switches.get(TokenSwitches.MISSING_SCOPE)) {
                case ALL -> new TreeSet<>(client.scopes());
                case NONE -> Set.of();
                case REFUSE -> throw new RequestRefusedException(400, "invalid_scope", "The field scope is missing");
            };
        }
        if (asked.isBlank()) {
            throw new RequestRefusedException(400, "invalid_scope", "The scope is empty");
        }
        var scopes = new TreeSet<>(Arrays.asList(asked.strip().split(" +")));
        if (!client.scopes().containsAll(scopes)) {
            throw new RequestRefusedException(
                    switches.get(TokenSwitches.SCOPE_REFUSAL),
                    "invalid_scope",
                    "The client was not granted this scope");
        }
        return scopes;
    }

    static SandboxAnswer refused(RequestRefusedException why, SandboxRequest request) {
        var answer = SandboxAnswer.json(why.status(), out -> {
                    out.writeStartObject();
                    out.writeStringField("error", why.oauthError());
                    out.writeStringField("error_description", why.getMessage());
                    out.writeEndObject();
                })
                .header("Cache-Control", "no-store");
        return why.status() == 401 && request.header("Authorization").isPresent()
                ? answer.header("WWW-Authenticate", "Basic realm=\"im\"")
                : answer;
    }
}
