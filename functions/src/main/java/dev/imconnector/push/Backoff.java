package dev.imconnector.push;

import java.time.Duration;

/** How long a run that waits for something outside waits before the next look: 60 s, doubling to 600 s. */
final class Backoff {

    private static final int SHORTEST = 60;
    private static final int LONGEST = 600;

    private Backoff() {}

    /**
     * @param waits how many waits there were before this one, without progress between them
     * @param atLeast the least that makes sense
     */
    static Duration after(int waits, Duration atLeast) {
        var doubled = Duration.ofSeconds(Math.min(LONGEST, (long) SHORTEST << Math.min(waits, 10)));
        return atLeast.compareTo(doubled) > 0 ? atLeast.plusMillis(999) : doubled;
    }
}
