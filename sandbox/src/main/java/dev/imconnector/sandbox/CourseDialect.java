package dev.imconnector.sandbox;

import dev.imconnector.sandbox.http.Dialect;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.token.BearerTokens;
import dev.imconnector.sandbox.token.TokenEndpoint;
import dev.imconnector.sandbox.token.TokenRegistry;
import dev.imconnector.sandbox.token.TokenRequest;
import java.util.Optional;

/** The dialect of the course: {@code /oauth/token} with scopes, and {@code /successfactors/im}. */
final class CourseDialect implements Dialect {

    private final TokenEndpoint tokenEndpoint;
    private final BearerTokens tokens;
    private final ApiEndpoints api;

    CourseDialect(TokenEndpoint tokenEndpoint, BearerTokens tokens, ApiEndpoints api) {
        this.tokenEndpoint = tokenEndpoint;
        this.tokens = tokens;
        this.api = api;
    }

    @Override
    public Route route(SandboxRequest request) {
        return Route.of(request.method(), request.rawPath());
    }

    @Override
    public SandboxAnswer answer(Route route, SandboxRequest request, long nowMicros) {
        if (route.kind() == Route.Kind.TOKEN) {
            return tokenEndpoint.answer(request, nowMicros);
        }
        if (request.rawPath().equals(Route.TOKEN_PATH)) {
            return error(405, "The token endpoint takes POST only").header("Allow", "POST");
        }
        var grant = tokens.grantOf(request, nowMicros);
        if (grant.isEmpty()) {
            return unauthorized("The token is missing, unknown, expired or revoked");
        }
        try {
            return api.answer(route, request, grant.get(), nowMicros);
        } catch (RequestRefusedException e) {
            return error(e.status(), e.getMessage());
        }
    }

    @Override
    public Optional<String> client(Route route, SandboxRequest request, long nowMicros) {
        return route.kind() == Route.Kind.TOKEN
                ? TokenRequest.namedClient(request)
                : tokens.grantOf(request, nowMicros).map(TokenRegistry.Grant::clientId);
    }

    @Override
    public void revoke(SandboxRequest request) {
        tokens.revoke(request);
    }

    @Override
    public SandboxAnswer error(int status, String message) {
        return SandboxAnswer.error(status, message);
    }

    @Override
    public SandboxAnswer unauthorized(String why) {
        return error(401, why).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
