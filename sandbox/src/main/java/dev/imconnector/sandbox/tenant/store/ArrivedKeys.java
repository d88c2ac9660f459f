package dev.imconnector.sandbox.tenant.store;

import dev.imconnector.sandbox.state.SandboxReport;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** How often each transaction arrived, stored or not, by its order and lines. Guarded by {@link TenantState}. */
final class ArrivedKeys {

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private long sent;
    private long sameUnderWay;
    private long sameInRequest;

    private static final class Count {
        private int times;
        private int underWay;
    }

    /** Counts the keys of one request, which is under way until {@link #ended}. */
    void arrived(List<String> keys) {
        var before = new HashSet<String>();
        for (var key : keys) {
            var count = counted(key);
            if (before.add(key)) {
                sameUnderWay += count.underWay > 0 ? 1 : 0;
                count.underWay++;
            } else {
                sameInRequest++;
            }
        }
    }

    void ended(List<String> keys) {
        new HashSet<>(keys).forEach(key -> counts.get(key).underWay--);
    }

    /** Counts the keys of one request of a state file. */
    void replay(List<String> keys) {
        keys.forEach(this::counted);
    }

    private Count counted(String key) {
        sent++;
        var count = counts.computeIfAbsent(key, unused -> new Count());
        count.times++;
        return count;
    }

    int times(String key) {
        return counts.containsKey(key) ? counts.get(key).times : 0;
    }

    void forEach(ObjIntConsumer<String> consumer) {
        counts.forEach((key, count) -> consumer.accept(key, count.times));
    }

    SandboxReport.Credits report(long stored, List<SandboxReport.CurrencyTotal> totals) {
        var again = counts.values().stream().filter(count -> count.times > 1).count();
        var most = counts.values().stream().mapToInt(count -> count.times).max().orElse(0);
        return new SandboxReport.Credits(stored, sent, counts.size(), again, most, sameUnderWay, sameInRequest, totals);
    }
}
