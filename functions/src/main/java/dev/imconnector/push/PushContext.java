package dev.imconnector.push;

import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.write.CreditSending;
import dev.imconnector.run.RunEngine;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.time.Sleeper;

/**
 * All that a push needs from outside. Immutable; safe for use by several threads.
 *
 * @param engine what makes runs of it, with the store in which input and output live
 * @param settings as they are at the start of the invocation
 * @param creditsLocation where the credits are looked for, with a place for the business date
 * @param submissions makes what sends the credits of one run
 * @param rateWindow the rate limit, kept over resumptions in the checkpoint
 */
public record PushContext(
        RunEngine engine,
        PushSettings settings,
        LocationTemplate creditsLocation,
        Submissions submissions,
        SlidingWindowRateLimiter rateWindow) {

    /** Makes what sends the credits of one run. */
    @FunctionalInterface
    public interface Submissions {

        /**
         * @param pins of the run
         * @param sleeper how to wait between requests
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         * @param delivery is told what becomes of each request
         */
        CreditSending forRun(PushPins pins, Sleeper sleeper, Runnable beforeSend, Delivery delivery);
    }
}
