package dev.imconnector.sandbox.state;

import dev.imconnector.sandbox.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests and how they were answered. Safe for use by several threads. */
public final class RequestLog {

    private record Key(String route, int status) {}

    private final Map<Key, long[]> counts = new HashMap<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private long requests;
    private long tokenCalls;
    private long tokensIssued;
    private long throttled;
    private int mostIn60Seconds;
    private int underWay;
    private int mostUnderWay;
    private long firstArrivalMicros;
    private long lastAnswerMicros;

    public synchronized void arrived(Route route, long nowMicros) {
        requests++;
        firstArrivalMicros = requests == 1 ? nowMicros : firstArrivalMicros;
        tokenCalls += route.kind() == Route.Kind.TOKEN ? 1 : 0;
        arrivals.add(nowMicros);
        mostIn60Seconds = Math.max(mostIn60Seconds, arrivals.sizeAt(nowMicros));
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    public synchronized void answered(Route route, int status) {
        counts.computeIfAbsent(new Key(route.label(), status), unused -> new long[1])[0]++;
        throttled += status == 429 ? 1 : 0;
    }

    /** The request is no longer under way: its first byte is about to leave, or never will. */
    public synchronized void ended(long nowMicros) {
        underWay--;
        lastAnswerMicros = nowMicros;
    }

    public synchronized void tokenIssued() {
        tokensIssued++;
    }

    public synchronized SandboxReport.Requests report() {
        var byRoute = new TreeMap<String, SandboxReport.RouteCount>();
        counts.forEach((key, count) -> byRoute.put(
                key.route() + " " + key.status(), new SandboxReport.RouteCount(key.route(), key.status(), count[0])));
        List<SandboxReport.RouteCount> routes = new ArrayList<>(byRoute.values());
        return new SandboxReport.Requests(
                requests,
                tokenCalls,
                tokensIssued,
                throttled,
                mostIn60Seconds,
                mostUnderWay,
                firstArrivalMicros,
                lastAnswerMicros,
                routes);
    }
}
