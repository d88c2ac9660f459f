package dev.imconnector.testkit;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.http.HttpExchange;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An IM that takes its time over each batch, also when the client has long given it up, and notices when a credit comes
 * again meanwhile. Thread-safe.
 */
public final class BusyIm implements HttpExchange {

    private static final Pattern SOURCE_REF = Pattern.compile("\"sourceRef\":\"([^\"]+)\"");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final SimulatedIm im;
    private final SettableClock clock;
    private final Map<String, Instant> busyUntil = new HashMap<>();
    private final Set<String> underWayTwice = new HashSet<>();
    private Duration pace;

    public BusyIm(SimulatedIm im, SettableClock clock, Duration pace) {
        this.im = im.latency(Duration.ZERO);
        this.clock = clock;
        this.pace = pace;
    }

    /** How long it is at work on each batch from now on. */
    public synchronized void pace(Duration each) {
        pace = each;
    }

    /** The credits that came while IM was still at work on them. */
    public synchronized Set<String> underWayTwice() {
        return Set.copyOf(underWayTwice);
    }

    /** The credits of a batch. */
    public static List<String> sourceRefs(HttpCall batch) {
        return SOURCE_REF
                .matcher(new String(batch.body(), StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Override
    public synchronized HttpAnswer send(HttpCall call) throws IOException {
        if (call.uri().getPath().endsWith("/oauth/token")) {
            return im.send(call);
        }
        var now = clock.instant();
        var done = now.plus(pace);
        for (var ref : sourceRefs(call)) {
            var before = busyUntil.put(ref, done);
            if (before != null && before.isAfter(now)) {
                underWayTwice.add(ref);
            }
        }
        var patience = now.plus(REQUEST_TIMEOUT);
        var limit = call.deadline().at().isBefore(patience) ? call.deadline().at() : patience;
        var answer = im.send(call);
        if (done.isAfter(limit)) {
            clock.advance(Duration.between(now, limit));
            throw new HttpTimeoutException("simulated");
        }
        clock.advance(pace);
        return answer;
    }
}
