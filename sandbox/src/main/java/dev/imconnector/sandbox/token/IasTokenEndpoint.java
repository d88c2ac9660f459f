package dev.imconnector.sandbox.token;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches;
import dev.imconnector.sandbox.switches.TokenSwitches;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /oauth2/token} of SAP's identity service. The grant type stands in the body or in the URL, the client in the
 * Basic header (its id in the body as well, if it likes), and a scope is not needed: what a client may do, its role says.
 */
public final class IasTokenEndpoint {

    private static final Set<String> KNOWN = Set.of("grant_type", "client_id", "client_secret", "scope");

    private final LiveSwitches switches;
    private final TokenIssuer issuer;

    public IasTokenEndpoint(LiveSwitches switches, ClientRegistry clients, TokenRegistry tokens, RequestLog log) {
        this.switches = switches;
        this.issuer = new TokenIssuer(switches, clients, tokens, log);
    }

    public SandboxAnswer answer(SandboxRequest request, long nowMicros) {
        try {
            return granted(TokenRequest.withQuery(request), nowMicros);
        } catch (RequestRefusedException e) {
            return TokenEndpoint.refused(e, request);
        }
    }

    private SandboxAnswer granted(TokenRequest request, long nowMicros) {
        check(request);
        var client = authenticated(request);
        return issuer.issue(client, client.scopes(), Optional.empty(), nowMicros);
    }

    private void check(TokenRequest request) {
        TokenEndpoint.checkFields(request, KNOWN);
        var scope = request.form().get("scope");
        if (scope != null
                && scope.isBlank()
                && switches.get(TenantRunSwitches.EMPTY_SCOPE) == TenantRunSwitches.EmptyScope.STATUS_415) {
            throw new RequestRefusedException(415, "invalid_request", "The scope is empty");
        }
    }

    private SandboxClient authenticated(TokenRequest request) {
        var id = request.form().get("client_id");
        var secret = request.form().get("client_secret");
        var style = switches.get(TokenSwitches.TOKEN_AUTH);
        if (request.basic() != null && style != TokenSwitches.Auth.BODY) {
            if (id != null && !id.equals(request.basic().id())) {
                throw new RequestRefusedException(400, "invalid_request", "Two client ids");
            }
            return issuer.known(request.basic().id(), request.basic().secret());
        }
        if (id == null || secret == null || style == TokenSwitches.Auth.BASIC) {
            throw new RequestRefusedException(
                    401, "invalid_client", "Client authentication of this kind is not allowed");
        }
        return issuer.known(id, secret);
    }
}
