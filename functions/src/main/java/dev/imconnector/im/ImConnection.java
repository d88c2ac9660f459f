package dev.imconnector.im;

import dev.imconnector.http.PacedExchange;
import dev.imconnector.http.RequestMeter;
import dev.imconnector.http.RetryPolicy;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.time.Sleeper;
import java.net.URI;
import java.time.Clock;

/**
 * What all requests of one OAuth client to one IM share, and warm invocations reuse: the token, the rate limit, the
 * connections. Immutable; safe for use by several threads.
 *
 * @param api the API's base address, without a slash at its end
 * @param protocol what its requests carry and its answers mean
 * @param tokens the client's token
 * @param network the network under the rate limit
 * @param window that rate limit
 * @param meter counts what is sent
 * @param retries when a failed request is tried again
 * @param clock the wall clock
 */
public record ImConnection(
        URI api,
        Protocol protocol,
        TokenCache tokens,
        PacedExchange network,
        SlidingWindowRateLimiter window,
        RequestMeter meter,
        RetryPolicy retries,
        Clock clock) {

    /**
     * A transport for one run.
     *
     * @param sleeper how it waits: one that renews the run's lease meanwhile
     * @param beforeSend called right before each request is sent; what it throws ends the call, and nothing is sent
     * @param delivery is told what becomes of each request
     */
    public ImTransport transport(Sleeper sleeper, Runnable beforeSend, Delivery delivery) {
        return new ImTransport(this, sleeper, beforeSend, delivery);
    }

    /** The same, where nobody asks what became of the requests. */
    public ImTransport transport(Sleeper sleeper, Runnable beforeSend) {
        return new ImTransport(this, sleeper, beforeSend, new Delivery());
    }

    /**
     * A transport for what one caller waits for.
     *
     * @param delivery is told what becomes of each request
     */
    public ImTransport transport(Sleeper sleeper, Delivery delivery) {
        return new ImTransport(this, sleeper, () -> {}, delivery);
    }
}
