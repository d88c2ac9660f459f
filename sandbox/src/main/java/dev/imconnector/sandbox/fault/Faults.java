package dev.imconnector.sandbox.fault;

import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.switches.FaultRule;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.LiveSwitches;
import java.util.List;
import java.util.Optional;

/** Decides which request meets which fault of {@link FaultSwitches#FAULT}. Safe for use by several threads. */
public final class Faults {

    private final LiveSwitches switches;
    private List<FaultRule> rules = List.of();
    private int[] matched = {};

    public Faults(LiveSwitches switches) {
        this.switches = switches;
    }

    /** The fault for a request that arrived now: that of the first rule that strikes. All rules that match count it. */
    public synchronized Optional<FaultRule> next(Route route) {
        var wanted = switches.get(FaultSwitches.FAULT);
        if (wanted != rules) { // another list object: the switch was set, be it to the same rules
            rules = wanted;
            matched = new int[wanted.size()];
        }
        FaultRule striking = null;
        for (int i = 0; i < matched.length; i++) {
            var rule = rules.get(i);
            if (rule.matches(route)) {
                matched[i]++;
                striking = striking == null && strikes(rule, matched[i]) ? rule : striking;
            }
        }
        return Optional.ofNullable(striking);
    }

    private static boolean strikes(FaultRule rule, int count) {
        return switch (rule.when()) {
            case ALWAYS -> true;
            case NEXT -> count <= rule.number();
            case EVERY -> count % rule.number() == 0;
            case NTH -> count == rule.number();
        };
    }
}
