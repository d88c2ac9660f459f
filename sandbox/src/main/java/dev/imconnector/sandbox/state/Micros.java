package dev.imconnector.sandbox.state;

import java.time.Clock;
import java.time.Instant;

/** Wall-clock time in microseconds since 1970: fine enough for the rate window, and no object per request. */
public final class Micros {

    private Micros() {}

    public static long now(Clock clock) {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
