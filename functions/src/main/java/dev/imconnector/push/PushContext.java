package dev.imconnector.push;

import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.Workers;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.time.Sleeper;
import java.time.Clock;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * All that a push needs from outside. Immutable; safe for use by several threads.
 *
 * @param settings as they are at the start of the invocation
 * @param creditsLocation where the credits are looked for, with a place for the business date
 * @param records the run records
 * @param store where input and output live
 * @param submissions makes what sends the credits of one run
 * @param rateWindow the rate limit, kept over resumptions in the checkpoint
 * @param traffic what has been sent so far, by whatever run of this environment
 * @param workers makes that many workers
 * @param sleeper how to wait
 * @param clock the wall clock
 * @param owners makes names that no other invocation has
 * @param version the connector's version, for the record
 */
public record PushContext(
        PushSettings settings,
        LocationTemplate creditsLocation,
        RunRecords records,
        ObjectStore store,
        Submissions submissions,
        SlidingWindowRateLimiter rateWindow,
        Supplier<RequestCounts> traffic,
        IntFunction<Workers> workers,
        Sleeper sleeper,
        Clock clock,
        Supplier<String> owners,
        String version) {

    /** Makes what sends the credits of one run. */
    @FunctionalInterface
    public interface Submissions {

        /**
         * @param alreadyExistsPattern as pinned in the run
         * @param sleeper how to wait between requests
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         * @param delivery is told what becomes of each request
         */
        CreditSubmission forRun(String alreadyExistsPattern, Sleeper sleeper, Runnable beforeSend, Delivery delivery);
    }

    String newOwner() {
        return owners.get();
    }
}
