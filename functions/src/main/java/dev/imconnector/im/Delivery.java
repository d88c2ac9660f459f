package dev.imconnector.im;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is known about the writing requests of one transport from outside of their answers: whether IM may have carried one out,
 * and whether it may be at it still. That decides whether "nothing was sent" may be said to whoever asked for it, and
 * when the same may be sent again. Safe for use by several threads.
 */
public final class Delivery {

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicReference<Instant> givenUp = new AtomicReference<>();

    /** A request is on its way. */
    void sent() {
        sent.incrementAndGet();
    }

    /** It was not carried out for certain: 401, 403, 429, or there was no connection at all. */
    void refused() {
        refused.incrementAndGet();
    }

    /** It was answered 503, which means that it was not carried out, if the one who answered knows (RFC 9110 15.6.4). */
    void unavailable() {
        unavailable.incrementAndGet();
    }

    /** Its answer is waited for no longer: IM may still be at work on it. */
    void givenUp(Instant now) {
        givenUp.accumulateAndGet(now, (one, other) -> one == null || one.isBefore(other) ? other : one);
    }

    /** When a request was last left without an answer, or empty when each has one. */
    public Optional<Instant> lastGivenUp() {
        return Optional.ofNullable(givenUp.get());
    }

    /** Whether a request may have been carried out, as far as can be known; a 503 proves nothing. */
    public boolean mayHaveArrived() {
        return sent.get() > refused.get();
    }

    /** The same, but a 503 is believed: for what may safely be sent again. */
    public boolean mayHaveArrivedUnlessUnavailable() {
        return sent.get() > refused.get() + unavailable.get();
    }
}
