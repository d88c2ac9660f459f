package dev.imconnector.pull;

import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.run.RunEngine;
import dev.imconnector.store.Location;
import dev.imconnector.time.Sleeper;

/**
 * All that a pull needs from outside. Immutable; safe for use by several threads.
 *
 * @param engine what makes runs of it, with the store in which the rows are kept
 * @param settings as they are at the start of the invocation
 * @param resultsLocation the folder of all that is pulled
 * @param dialect how IM is read
 * @param readers makes what reads the pages of one run
 * @param rateWindow the rate limit, kept over resumptions in the checkpoint
 */
public record PullContext(
        RunEngine engine,
        PullSettings settings,
        Location resultsLocation,
        ReadDialect dialect,
        Readers readers,
        SlidingWindowRateLimiter rateWindow) {

    /** Where rows come from, and as what: pages of two of these never make one result. */
    String source() {
        var api = settings.api().toString();
        return dialect.shape().isEmpty() ? api : api + " " + dialect.shape();
    }

    /** Makes what reads the pages of one run. */
    @FunctionalInterface
    public interface Readers {

        /**
         * @param sleeper how to wait between requests
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         */
        ImReader forRun(Sleeper sleeper, Runnable beforeSend);
    }
}
