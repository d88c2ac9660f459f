package dev.imconnector.http;

import dev.imconnector.time.Jitter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Decides after a failed attempt whether to try again and how long to wait first. Decides only; the caller sleeps.
 * Thread-safe.
 *
 * <p>The order of the questions: can a retry help? Are attempts left? Is time left for the wait <em>and</em> an attempt
 * after it? The wait is the larger of the backoff and the other side's hint. The backoff is 1, 2, 4 s (and on, to 32 s
 * at most), never less, plus up to 25 % at random.
 */
public final class RetryPolicy {

    /** The time that must be left before an attempt is worth sending: a TLS handshake and one round trip. */
    public static final Duration MIN_ATTEMPT = Duration.ofMillis(500);

    private static final long FIRST_BACKOFF_MILLIS = 1_000;
    private static final int MOST_DOUBLINGS = 5;
    private static final double JITTER = 0.25;

    /** What an attempt came to. */
    public enum Outcome {
        /** A fault that may pass: timeout, reset, 408, 5xx. Uses up an attempt. */
        PASSING_FAULT,
        /** A 429. Uses up no attempt: the deadline bounds how often it is tried. */
        THROTTLED,
        /** Another attempt would end the same way. */
        FINAL
    }

    /** The attempts so far. */
    public record Tries(int attempts, int throttled) {

        public static final Tries NONE = new Tries(0, 0);

        public Tries plus(Outcome outcome) {
            return outcome == Outcome.THROTTLED
                    ? new Tries(attempts, throttled + 1)
                    : new Tries(attempts + 1, throttled);
        }

        public int total() {
            return attempts + throttled;
        }
    }

    /** What to do next. */
    public sealed interface Decision {}

    /** Wait that long, then try again. */
    public record TryAgain(Duration after) implements Decision {}

    /** Give up with the last failure. */
    public record Stop(Why why) implements Decision {}

    /** Why it is given up. */
    public enum Why {
        NO_RETRY_HELPS,
        NO_ATTEMPTS_LEFT,
        NO_TIME_LEFT
    }

    private final int maxAttempts;
    private final Jitter jitter;

    /** @param maxAttempts how many attempts in all, the first included; at least 1 */
    public RetryPolicy(int maxAttempts, Jitter jitter) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, was " + maxAttempts);
        }
        this.maxAttempts = maxAttempts;
        this.jitter = jitter;
    }

    /**
     * @param tries all tries so far, the one that just failed included
     * @param last what that one came to
     * @param hint the least wait that the other side asked for, zero for none
     * @param timeLeft until the caller's deadline
     */
    public Decision decide(Tries tries, Outcome last, Duration hint, Duration timeLeft) {
        if (last == Outcome.FINAL) {
            return new Stop(Why.NO_RETRY_HELPS);
        }
        if (tries.attempts() >= maxAttempts) {
            return new Stop(Why.NO_ATTEMPTS_LEFT);
        }
        var wait = Collections.max(List.of(backoff(tries.total()), hint));
        return timeLeft.compareTo(wait.plus(MIN_ATTEMPT)) < 0 ? new Stop(Why.NO_TIME_LEFT) : new TryAgain(wait);
    }

    /** Drops the state of chance, which must not be in a snapshot. */
    public void clear() {
        jitter.clear();
    }

    private Duration backoff(int failures) {
        var doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        var millis = FIRST_BACKOFF_MILLIS << doublings;
        return Duration.ofMillis(millis + (long) (millis * JITTER * jitter.next()));
    }
}
