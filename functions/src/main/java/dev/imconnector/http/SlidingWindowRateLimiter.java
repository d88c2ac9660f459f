package dev.imconnector.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rate limit as a sliding log: of any {@code limit} requests in a row, the last is sent no sooner than
 * {@link #SPAN} after the first was <em>answered</em>. Counted from the answer, because IM counts a request when it
 * arrives there, which is some time between the send and the answer.
 *
 * <p>It never waits: it tells how long to wait, so that the caller can sleep, hand back or stop. Safe for use by
 * several threads; one window is shared by all requests of a function, token calls included.
 */
public final class SlidingWindowRateLimiter {

    /** The span in which at most {@code limit} requests are sent. IM's limit is one per minute. */
    public static final Duration SPAN = Duration.ofSeconds(60);

    /** How soon to ask again when every slot is taken by a request that has no answer yet. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    /** Remembered answers are rounded up to this, so that a checkpoint stays small at any limit. */
    private static final Duration GRAIN = Duration.ofMillis(250);

    private final String name;
    private final int limit;
    private final Deque<Instant> answers = new ArrayDeque<>();
    private int underWay;
    private Instant pausedUntil = Instant.MIN;

    /**
     * @param name which window this is, unlike any other's
     * @param limit requests per {@link #SPAN}; 0 for no limit
     */
    public SlidingWindowRateLimiter(String name, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A rate limit is 0 or more: " + limit);
        }
        this.name = name;
        this.limit = limit;
    }

    /** Requests per {@link #SPAN}; 0 for no limit. */
    public int limit() {
        return limit;
    }

    /**
     * Takes a slot, if one is free.
     *
     * @return zero when the slot was taken, which obliges to {@link #answered} or {@link #giveBack}; else how long to
     *     wait before asking again
     */
    public synchronized Duration take(Instant now) {
        if (now.isBefore(pausedUntil)) {
            return Duration.between(now, pausedUntil);
        }
        if (limit > 0) {
            forgetBefore(now.minus(SPAN));
            takeBack(now);
            if (answers.size() + underWay >= limit) {
                return answers.isEmpty()
                        ? ASK_AGAIN
                        : Duration.between(now, answers.peekFirst().plus(SPAN)).plusMillis(1);
            }
        }
        underWay++;
        return Duration.ZERO;
    }

    /** The request was answered, or nobody waits for its answer any more. */
    public synchronized void answered(Instant now) {
        underWay--;
        if (limit > 0) {
            // Those before it stay no later than it is: whoever looks for answers that lie ahead looks at the end.
            takeBack(now);
            answers.addLast(now);
        }
    }

    /** The slot was not used. */
    public synchronized void giveBack() {
        underWay--;
    }

    /** IM said that it was asked too often: no slot is free before that moment. */
    public synchronized void pauseUntil(Instant moment) {
        if (moment.isAfter(pausedUntil)) {
            pausedUntil = moment;
        }
    }

    /** Until when IM asked not to be asked, if that is later than a moment: whoever has no more time need not wait. */
    public synchronized Optional<Instant> pausedBeyond(Instant moment) {
        return pausedUntil.isAfter(moment) ? Optional.of(pausedUntil) : Optional.empty();
    }

    /**
     * What a window remembers, for a checkpoint.
     *
     * @param window which window this is, so that it never recalls its own memory twice
     * @param answers the answers that still count: pairs of epoch milliseconds and count
     */
    public record Memory(String window, List<long[]> answers) {

        public Memory {
            Objects.requireNonNull(window, "window");
            for (var pair : answers) {
                if (pair.length != 2) {
                    throw new IllegalArgumentException("An answer is a moment and a count");
                }
            }
        }
    }

    /** The answers that still count at that moment. */
    public synchronized Memory remember(Instant now) {
        forgetBefore(now.minus(SPAN));
        var grain = GRAIN.toMillis();
        var pairs = new ArrayList<long[]>();
        for (var answer : answers) {
            var roundedUp = (answer.toEpochMilli() + grain - 1) / grain * grain;
            var last = pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
            if (last != null && last[0] == roundedUp) {
                last[1]++;
            } else {
                pairs.add(new long[] {roundedUp, 1});
            }
        }
        return new Memory(name, pairs);
    }

    /** Counts the answers that another environment's window remembered; a window ignores its own memory. */
    public synchronized void recall(Memory memory, Instant now) {
        if (limit == 0 || memory.window().equals(name)) {
            return;
        }
        var latest = now.plus(GRAIN);
        var all = new ArrayList<>(answers);
        for (var pair : memory.answers()) {
            var moment = Instant.ofEpochMilli(pair[0]);
            for (long i = 0; i < pair[1] && !moment.isAfter(latest); i++) {
                all.add(moment);
            }
        }
        all.sort(null);
        answers.clear();
        answers.addAll(all);
        forgetBefore(now.minus(SPAN));
    }

    /** Answers that lie ahead: the clock was set back since, so they count from now on, and not until it has caught up. */
    private void takeBack(Instant now) {
        var ahead = 0;
        while (!answers.isEmpty() && answers.peekLast().isAfter(now.plus(GRAIN))) {
            answers.removeLast();
            ahead++;
        }
        for (int i = 0; i < ahead; i++) {
            answers.addLast(now);
        }
    }

    private void forgetBefore(Instant moment) {
        while (!answers.isEmpty() && !answers.peekFirst().isAfter(moment)) {
            answers.removeFirst();
        }
    }
}
