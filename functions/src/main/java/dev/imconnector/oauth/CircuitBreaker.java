package dev.imconnector.oauth;

import dev.imconnector.time.Jitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps refused credentials from being tried again and again, because repeated attempts can lock the account. Keyed
 * by their version: a refused one is shut out for 1 to 5 s at first, then for twice as long each time, 2 min at most;
 * another version is not concerned. Never sleeps; thread-safe.
 */
public final class CircuitBreaker {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST_FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int MOST_VERSIONS = 8;

    private record Closed(Duration length, Instant until) {}

    private final Clock clock;
    private final Jitter jitter;
    private final Map<String, Closed> byVersion = new LinkedHashMap<>();

    public CircuitBreaker(Clock clock, Jitter jitter) {
        this.clock = clock;
        this.jitter = jitter;
    }

    /** The moment at which this version may be tried again, or empty when it may be tried now. */
    public synchronized Optional<Instant> closedUntil(String versionId) {
        var closed = byVersion.get(versionId);
        if (closed == null) {
            return Optional.empty();
        }
        var left = Duration.between(clock.instant(), closed.until());
        // Longer than it was closed for: the clock was set back.
        var open = left.isNegative() || left.isZero() || left.compareTo(closed.length()) > 0;
        return open ? Optional.empty() : Optional.of(closed.until());
    }

    /**
     * This version was refused.
     *
     * @return until when it is shut out
     */
    public synchronized Instant refused(String versionId) {
        var before = byVersion.remove(versionId);
        var length = before == null
                ? first()
                : Collections.min(List.of(before.length().multipliedBy(2), LONGEST));
        var until = clock.instant().plus(length);
        byVersion.put(versionId, new Closed(length, until));
        if (byVersion.size() > MOST_VERSIONS) {
            byVersion.remove(byVersion.keySet().iterator().next());
        }
        return until;
    }

    /** Whether this version has been refused and not accepted since. */
    public synchronized boolean knows(String versionId) {
        return byVersion.containsKey(versionId);
    }

    /** This version was accepted. */
    public synchronized void accepted(String versionId) {
        byVersion.remove(versionId);
    }

    /** Forgets everything, the state of chance included. */
    public synchronized void clear() {
        byVersion.clear();
        jitter.clear();
    }

    private Duration first() {
        var spread = LONGEST_FIRST.minus(SHORTEST).toMillis();
        return SHORTEST.plusMillis((long) (spread * jitter.next()));
    }
}
