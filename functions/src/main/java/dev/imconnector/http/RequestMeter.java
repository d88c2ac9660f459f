package dev.imconnector.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts requests as they go out. Safe for use by several threads; only ever grows. */
public final class RequestMeter {

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong tokenFetches = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();

    /**
     * The counts so far.
     *
     * @param requests all requests, token calls included
     * @param tokenFetches token calls
     * @param throttled answers 429
     * @param retried requests that repeated an earlier one
     */
    public record Reading(long requests, long tokenFetches, long throttled, long retried) {}

    public Reading read() {
        return new Reading(requests.get(), tokenFetches.get(), throttled.get(), retried.get());
    }

    void request() {
        requests.incrementAndGet();
    }

    void tokenFetch() {
        tokenFetches.incrementAndGet();
    }

    void throttle() {
        throttled.incrementAndGet();
    }

    public void retry() {
        retried.incrementAndGet();
    }
}
