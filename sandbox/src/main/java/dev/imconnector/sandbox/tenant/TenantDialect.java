package dev.imconnector.sandbox.tenant;

import dev.imconnector.sandbox.http.Dialect;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.state.Micros;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import dev.imconnector.sandbox.token.IasTokenEndpoint;
import dev.imconnector.sandbox.token.TokenRequest;
import java.util.Optional;

/**
 * The dialect of real tenants, in both families over one state: legacy {@code /api/v2/…} with HTTP Basic, hyperscaler
 * {@code /mtsvc/tcmp/rest/v2/…} with a token of {@code /oauth2/token}. Safe for use by several threads.
 */
public final class TenantDialect implements Dialect {

    private final LiveSwitches switches;
    private final TenantState state;
    private final IasTokenEndpoint tokenEndpoint;
    private final TenantAccess access;
    private final TenantEndpoints endpoints;
    private final TenantAnswers answers;

    TenantDialect(
            LiveSwitches switches,
            TenantState state,
            IasTokenEndpoint tokenEndpoint,
            TenantAccess access,
            TenantEndpoints endpoints,
            TenantAnswers answers) {
        this.switches = switches;
        this.state = state;
        this.tokenEndpoint = tokenEndpoint;
        this.access = access;
        this.endpoints = endpoints;
        this.answers = answers;
    }

    @Override
    public Route route(SandboxRequest request) {
        var method = request.method();
        if (request.rawPath().equals(TenantPath.TOKEN_PATH)) {
            var kind = method.equals("POST") ? Route.Kind.TOKEN : Route.Kind.WRONG_METHOD;
            return new Route(kind, null, null, method + " " + TenantPath.TOKEN_PATH);
        }
        return pathOf(request)
                .map(path -> new Route(path.kind(method), path.resource(), path.seq(), path.label(method)))
                .orElseGet(() -> new Route(Route.Kind.UNKNOWN, null, null, method + " (unknown)"));
    }

    /** A path that is not encoded properly does not exist. */
    private static Optional<TenantPath> pathOf(SandboxRequest request) {
        try {
            return TenantPath.of(request.rawPath());
        } catch (RequestRefusedException e) {
            return Optional.empty();
        }
    }

    @Override
    public SandboxAnswer answer(Route route, SandboxRequest request, long nowMicros) {
        if (route.kind() == Route.Kind.TOKEN) {
            return tokenEndpoint.answer(request, nowMicros);
        }
        try {
            requireShort(request);
            var path = pathOf(request)
                    .orElseThrow(() -> new RequestRefusedException(404, "There is nothing under this path"));
            var caller = access.callerOf(path.family(), request, nowMicros);
            if (caller.isEmpty()) {
                return challenge(path.family());
            }
            var now = Micros.toInstant(nowMicros);
            synchronized (state) {
                return endpoints.answer(path, route.kind(), request, caller.get(), now);
            }
        } catch (RequestRefusedException e) {
            return error(e.status(), e.getMessage());
        }
    }

    private void requireShort(SandboxRequest request) {
        var length = request.rawPath().length()
                + (request.rawQuery() == null ? 0 : request.rawQuery().length() + 1);
        var most = switches.get(TenantReadSwitches.MAX_URL);
        if (length > most) {
            throw new RequestRefusedException(
                    414, "The URL has " + length + " characters, at most " + most + " are read");
        }
    }

    private SandboxAnswer challenge(Family family) {
        return family == Family.LEGACY
                ? error(401, "User or password is wrong").header("WWW-Authenticate", "Basic realm=\"im\"")
                : unauthorized("The token is missing, unknown, expired or revoked");
    }

    @Override
    public Optional<String> client(Route route, SandboxRequest request, long nowMicros) {
        if (route.kind() == Route.Kind.TOKEN) {
            return TokenRequest.namedClient(request);
        }
        return pathOf(request)
                .flatMap(path -> access.callerOf(path.family(), request, nowMicros))
                .map(TenantAccess.Caller::id);
    }

    @Override
    public void revoke(SandboxRequest request) {
        access.revoke(request);
    }

    @Override
    public SandboxAnswer error(int status, String message) {
        return answers.error(status, message);
    }

    @Override
    public SandboxAnswer unauthorized(String why) {
        return error(401, why).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
