package dev.imconnector.im;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known about the requests of one transport from outside of their answers: whether IM may have carried one out.
 * That decides whether "nothing was sent" may be said to whoever asked for it. Safe for use by several threads.
 */
public final class Delivery {

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();

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

    /** Whether a request may have been carried out, as far as can be known; a 503 proves nothing. */
    public boolean mayHaveArrived() {
        return sent.get() > refused.get();
    }

    /** The same, but a 503 is believed: for what may safely be sent again. */
    public boolean mayHaveArrivedUnlessUnavailable() {
        return sent.get() > refused.get() + unavailable.get();
    }
}
