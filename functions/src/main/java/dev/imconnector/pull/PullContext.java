package dev.imconnector.pull;

import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.Workers;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.time.Sleeper;
import java.time.Clock;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * All that a pull needs from outside. Immutable; safe for use by several threads.
 *
 * @param settings as they are at the start of the invocation
 * @param resultsLocation the folder of all that is pulled
 * @param records the run records
 * @param store where input and output live
 * @param readers makes what reads the pages of one run
 * @param rateWindow the rate limit, kept over resumptions in the checkpoint
 * @param traffic what has been sent so far, by whatever run of this environment
 * @param workers makes that many workers
 * @param sleeper how to wait
 * @param clock the wall clock
 * @param owners makes names that no other invocation has
 * @param version the connector's version, for the record
 */
public record PullContext(
        PullSettings settings,
        Location resultsLocation,
        RunRecords records,
        ObjectStore store,
        Readers readers,
        SlidingWindowRateLimiter rateWindow,
        Supplier<RequestCounts> traffic,
        IntFunction<Workers> workers,
        Sleeper sleeper,
        Clock clock,
        Supplier<String> owners,
        String version) {

    /** Makes what reads the pages of one run. */
    @FunctionalInterface
    public interface Readers {

        /**
         * @param sleeper how to wait between requests
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         */
        ImReader forRun(Sleeper sleeper, Runnable beforeSend);
    }

    String newOwner() {
        return owners.get();
    }
}
