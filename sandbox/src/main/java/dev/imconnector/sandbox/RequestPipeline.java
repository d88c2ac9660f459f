package dev.imconnector.sandbox;

import dev.imconnector.sandbox.fault.BrokenBodies;
import dev.imconnector.sandbox.fault.Faults;
import dev.imconnector.sandbox.http.DeliveryMode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.state.Micros;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.switches.FaultRule;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.TokenEndpoint;
import dev.imconnector.sandbox.token.TokenRegistry;
import dev.imconnector.sandbox.token.TokenRequest;
import java.time.Clock;
import java.util.Optional;

/**
 * The simulated IM without its sockets: takes a request, counts it, and says what to answer and how to deliver it. Never
 * waits. Safe for use by several threads.
 */
final class RequestPipeline {

    private final LiveSwitches switches;
    private final Clock clock;
    private final Dice dice;
    private final RequestLog log;
    private final RateLimiter limiter;
    private final Faults faults;
    private final TokenEndpoint tokenEndpoint;
    private final TokenRegistry tokens;
    private final ApiEndpoints api;

    RequestPipeline(
            LiveSwitches switches,
            Clock clock,
            Dice dice,
            RequestLog log,
            TokenEndpoint tokenEndpoint,
            TokenRegistry tokens,
            ApiEndpoints api) {
        this.switches = switches;
        this.clock = clock;
        this.dice = dice;
        this.log = log;
        this.limiter = new RateLimiter(switches);
        this.faults = new Faults(switches);
        this.tokenEndpoint = tokenEndpoint;
        this.tokens = tokens;
        this.api = api;
    }

    SandboxAnswer answer(SandboxRequest request) {
        var now = Micros.now(clock);
        var latency = latency();
        var route = Route.of(request.method(), request.rawPath());
        log.arrived(route, now);
        var answer = limited(route, request, now);
        log.answered(route, answer.visibleStatus());
        return answer.delayed(latency).releasing(() -> log.ended(Micros.now(clock)));
    }

    private long latency() {
        var jitter = switches.get(FaultSwitches.LATENCY_JITTER_MILLIS);
        return switches.get(FaultSwitches.LATENCY_MILLIS) + (jitter == 0 ? 0 : dice.below(jitter + 1));
    }

    private SandboxAnswer limited(Route route, SandboxRequest request, long now) {
        if (!limiter.admits(clientOf(route, request, now), now)) {
            var limit = switches.get(RateSwitches.RATE_LIMIT);
            return withRetryAfter(
                    SandboxAnswer.error(429, "Rate limit exceeded. Max " + limit + " requests per minute."));
        }
        var fault = faults.next(route);
        return fault.isPresent() ? faulty(fault.get(), route, request, now) : honest(route, request, now);
    }

    private String clientOf(Route route, SandboxRequest request, long now) {
        if (switches.get(RateSwitches.RATE_SCOPE) == RateSwitches.Scope.TENANT) {
            return "";
        }
        return route.kind() == Route.Kind.TOKEN
                ? TokenRequest.namedClient(request).orElse("")
                : bearer(request)
                        .flatMap(token -> tokens.valid(token, now))
                        .map(TokenRegistry.Grant::clientId)
                        .orElse("");
    }

    private SandboxAnswer withRetryAfter(SandboxAnswer answer) {
        var text = switches.get(RateSwitches.RETRY_AFTER);
        return text.isEmpty() ? answer : answer.header("Retry-After", text);
    }

    private SandboxAnswer faulty(FaultRule fault, Route route, SandboxRequest request, long now) {
        return switch (fault.action()) {
            case STATUS -> planned(fault.status());
            case DROP_BEFORE -> SandboxAnswer.empty(500).delivered(DeliveryMode.DROPPED);
            case DROP_AFTER -> honest(route, request, now).delivered(DeliveryMode.DROPPED);
            case STALL_BEFORE -> SandboxAnswer.empty(500).delivered(DeliveryMode.STALLED);
            case STALL_AFTER -> honest(route, request, now).delivered(DeliveryMode.STALLED);
            case CUT_BODY -> honest(route, request, now).delivered(DeliveryMode.CUT);
            case TRICKLE -> honest(route, request, now).delivered(DeliveryMode.TRICKLED);
            case HTML -> BrokenBodies.html();
            case GARBAGE -> BrokenBodies.garbage();
            case HUGE -> BrokenBodies.huge();
            case UNAUTHORIZED -> unauthorized("The token has expired");
            case REVOKE -> {
                bearer(request).ifPresent(tokens::revoke);
                yield honest(route, request, now);
            }
        };
    }

    private SandboxAnswer planned(int status) {
        var answer = SandboxAnswer.error(status, "Planned fault with status " + status);
        return status == 429 || status == 503 ? withRetryAfter(answer) : answer;
    }

    private SandboxAnswer honest(Route route, SandboxRequest request, long now) {
        if (route.kind() == Route.Kind.TOKEN) {
            return tokenEndpoint.answer(request, now);
        }
        if (request.rawPath().equals(Route.TOKEN_PATH)) {
            return SandboxAnswer.error(405, "The token endpoint takes POST only")
                    .header("Allow", "POST");
        }
        var grant = bearer(request).flatMap(token -> tokens.valid(token, now));
        if (grant.isEmpty()) {
            return unauthorized("The token is missing, unknown, expired or revoked");
        }
        try {
            return api.answer(route, request, grant.get(), now);
        } catch (RequestRefusedException e) {
            return SandboxAnswer.error(e.status(), e.getMessage());
        }
    }

    private static SandboxAnswer unauthorized(String why) {
        return SandboxAnswer.error(401, why).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private static Optional<String> bearer(SandboxRequest request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }
}
