package dev.imconnector.sandbox.tenant;

import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.token.BearerTokens;
import dev.imconnector.sandbox.token.ClientRegistry;
import dev.imconnector.sandbox.token.TokenRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, and what the role allows. There is no role that only writes: {@code im.write} reads all that a writer needs,
 * which is all but what pipelines have calculated; {@code im.read} reads everything.
 */
final class TenantAccess {

    private static final String BASIC = "Basic ";

    private final ClientRegistry clients;
    private final BearerTokens tokens;

    TenantAccess(ClientRegistry clients, BearerTokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /** @param scopes what the role allows: {@code im.read}, {@code im.write}, or nothing */
    record Caller(String id, Set<String> scopes) {

        boolean mayRead(Resource resource) {
            return scopes.contains("im.read") || mayWrite() && !resource.calculated();
        }

        boolean mayWrite() {
            return scopes.contains("im.write");
        }
    }

    /** The caller; empty when the credentials are missing, wrong or over. */
    Optional<Caller> callerOf(Family family, SandboxRequest request, long nowMicros) {
        return family == Family.LEGACY
                ? request.header("Authorization").flatMap(this::user)
                : tokens.grantOf(request, nowMicros).map(TenantAccess::caller);
    }

    private static Caller caller(TokenRegistry.Grant grant) {
        return new Caller(grant.clientId(), grant.scopes());
    }

    private Optional<Caller> user(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            var bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            var pair = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
            return pair.length < 2
                    ? Optional.empty()
                    : clients.authenticated(pair[0], pair[1]).map(client -> new Caller(client.id(), client.scopes()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no base 64: as wrong as any other password
        }
    }

    void revoke(SandboxRequest request) {
        tokens.revoke(request);
    }
}
