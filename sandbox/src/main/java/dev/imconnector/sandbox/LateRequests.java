package dev.imconnector.sandbox;

import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Requests whose client has given up, and which IM carries out nevertheless, later. Safe for use by several threads. */
final class LateRequests {

    private final Queue<Late> waiting = new PriorityQueue<>(Comparator.comparingLong(Late::dueMicros));

    /** @param dueMicros when it is carried out, in microseconds since 1970 */
    record Late(Route route, SandboxRequest request, long dueMicros) {}

    synchronized void add(Late late) {
        waiting.add(late);
    }

    /** Hands out what is due by now, in the order in which it was due. */
    synchronized List<Late> due(long nowMicros) {
        var due = new ArrayList<Late>();
        while (!waiting.isEmpty() && waiting.peek().dueMicros() <= nowMicros) {
            due.add(waiting.remove());
        }
        return due;
    }
}
