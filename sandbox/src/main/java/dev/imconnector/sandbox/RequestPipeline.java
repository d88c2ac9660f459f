package dev.imconnector.sandbox;

import dev.imconnector.sandbox.fault.BrokenBodies;
import dev.imconnector.sandbox.fault.Faults;
import dev.imconnector.sandbox.http.DeliveryMode;
import dev.imconnector.sandbox.http.Dialect;
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
import java.time.Clock;

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
    private final Dialect dialect;
    private final LateRequests late = new LateRequests();

    RequestPipeline(LiveSwitches switches, Clock clock, Dice dice, RequestLog log, Dialect dialect) {
        this.switches = switches;
        this.clock = clock;
        this.dice = dice;
        this.log = log;
        this.limiter = new RateLimiter(switches);
        this.faults = new Faults(switches);
        this.dialect = dialect;
    }

    SandboxAnswer answer(SandboxRequest request) {
        catchUp();
        var now = Micros.now(clock);
        var latency = latency();
        var route = dialect.route(request);
        log.arrived(route, now);
        var answer = limited(route, request, now);
        log.answered(route, answer.visibleStatus());
        return answer.delayed(latency).releasing(() -> log.ended(Micros.now(clock)));
    }

    /**
     * Does what was due by now: whoever asks only now sees no difference to IM having done it in time, and waits for another
     * who is at it.
     */
    synchronized void catchUp() {
        for (var each : late.due(Micros.now(clock))) {
            dialect.answer(each.route(), each.request(), each.dueMicros())
                    .beforeSending()
                    .run();
        }
    }

    private long latency() {
        var jitter = switches.get(FaultSwitches.LATENCY_JITTER_MILLIS);
        return switches.get(FaultSwitches.LATENCY_MILLIS) + (jitter == 0 ? 0 : dice.below(jitter + 1));
    }

    private SandboxAnswer limited(Route route, SandboxRequest request, long now) {
        if (!limiter.admits(clientOf(route, request, now), now)) {
            var limit = switches.get(RateSwitches.RATE_LIMIT);
            return withRetryAfter(dialect.error(429, "Rate limit exceeded. Max " + limit + " requests per minute."));
        }
        var fault = faults.next(route);
        return fault.isPresent() ? faulty(fault.get(), route, request, now) : dialect.answer(route, request, now);
    }

    private String clientOf(Route route, SandboxRequest request, long now) {
        return switches.get(RateSwitches.RATE_SCOPE) == RateSwitches.Scope.TENANT
                ? ""
                : dialect.client(route, request, now).orElse("");
    }

    private SandboxAnswer withRetryAfter(SandboxAnswer answer) {
        var text = switches.get(RateSwitches.RETRY_AFTER);
        return text.isEmpty() ? answer : answer.header("Retry-After", text);
    }

    private SandboxAnswer faulty(FaultRule fault, Route route, SandboxRequest request, long now) {
        return switch (fault.action()) {
            case STATUS -> planned(fault.status());
            case STATUS_AFTER -> dialect.answer(route, request, now).status(fault.status());
            case DROP_BEFORE -> SandboxAnswer.empty(500).delivered(DeliveryMode.DROPPED);
            case DROP_AFTER -> dialect.answer(route, request, now).delivered(DeliveryMode.DROPPED);
            case DROP_LATE -> late(route, request, now).delivered(DeliveryMode.DROPPED);
            case STALL_BEFORE -> SandboxAnswer.empty(500).delivered(DeliveryMode.STALLED);
            case STALL_AFTER -> dialect.answer(route, request, now).delivered(DeliveryMode.STALLED);
            case CUT_BODY -> dialect.answer(route, request, now).delivered(DeliveryMode.CUT);
            case TRICKLE -> dialect.answer(route, request, now).delivered(DeliveryMode.TRICKLED);
            case HTML -> BrokenBodies.html();
            case GARBAGE -> BrokenBodies.garbage();
            case HUGE -> BrokenBodies.huge();
            case UNAUTHORIZED -> dialect.unauthorized("The token has expired");
            case REVOKE -> {
                dialect.revoke(request);
                yield dialect.answer(route, request, now);
            }
        };
    }

    private SandboxAnswer late(Route route, SandboxRequest request, long now) {
        late.add(new LateRequests.Late(route, request, now + switches.get(FaultSwitches.LATE_SECONDS) * 1_000_000L));
        return SandboxAnswer.empty(500);
    }

    private SandboxAnswer planned(int status) {
        var answer = dialect.error(status, "Planned fault with status " + status);
        return status == 429 || status == 503 ? withRetryAfter(answer) : answer;
    }
}
