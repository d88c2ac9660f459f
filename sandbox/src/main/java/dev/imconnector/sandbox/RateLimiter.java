package dev.imconnector.sandbox;

import dev.imconnector.sandbox.state.ArrivalLog;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import java.util.HashMap;
import java.util.Map;

/** IM's rate limit, as the switches say. Counts by arrival. Safe for use by several threads. */
final class RateLimiter {

    private final LiveSwitches switches;
    private final Map<String, ArrivalLog> sliding = new HashMap<>();
    private final Map<String, Minute> fixed = new HashMap<>();

    private record Minute(long number, int requests) {}

    RateLimiter(LiveSwitches switches) {
        this.switches = switches;
    }

    /** Takes a slot for a request that arrived now, or says that there is none. */
    synchronized boolean admits(String clientId, long nowMicros) {
        var settings = switches.now();
        var limit = settings.get(RateSwitches.RATE_LIMIT);
        if (limit == 0) {
            return true;
        }
        var key = settings.get(RateSwitches.RATE_SCOPE) == RateSwitches.Scope.CLIENT ? clientId : "";
        var countsRefused = settings.get(RateSwitches.RATE_COUNTS_REFUSED);
        return settings.get(RateSwitches.RATE_WINDOW) == RateSwitches.Window.SLIDING
                ? admitsSliding(key, nowMicros, limit, countsRefused)
                : admitsFixed(key, nowMicros, limit);
    }

    private boolean admitsSliding(String key, long nowMicros, int limit, boolean countsRefused) {
        var log = sliding.computeIfAbsent(key, unused -> new ArrivalLog());
        var admitted = log.sizeAt(nowMicros) < limit;
        if (admitted || countsRefused) {
            log.add(nowMicros);
        }
        return admitted;
    }

    /** Whether refused requests count makes no difference here: the minute is full either way. */
    private boolean admitsFixed(String key, long nowMicros, int limit) {
        var number = Math.floorDiv(nowMicros, ArrivalLog.WINDOW_MICROS);
        var minute = fixed.get(key);
        var before = minute == null || minute.number() != number ? 0 : minute.requests();
        var admitted = before < limit;
        fixed.put(key, new Minute(number, before + (admitted ? 1 : 0)));
        return admitted;
    }
}
