package dev.imconnector.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A moment by which work must have ended. Immutable; compares wall-clock times, for a frozen Lambda environment
 * stops the monotonic clock.
 */
public record Deadline(Instant at) {

    public Deadline {
        Objects.requireNonNull(at, "at");
    }

    public static Deadline after(Duration duration, Clock clock) {
        return new Deadline(clock.instant().plus(duration));
    }

    /** The time that is left, never negative. */
    public Duration remaining(Clock clock) {
        var left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether at least {@code duration} is left. */
    public boolean leaves(Duration duration, Clock clock) {
        return remaining(clock).compareTo(duration) >= 0;
    }

    public boolean hasPassed(Clock clock) {
        return !clock.instant().isBefore(at);
    }

    public Deadline earlier(Deadline other) {
        return at.isAfter(other.at) ? other : this;
    }

    /** The deadline that much before this one: what must be left for something else. */
    public Deadline minus(Duration reserve) {
        return new Deadline(at.minus(reserve));
    }
}
