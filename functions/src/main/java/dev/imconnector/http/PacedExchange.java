package dev.imconnector.http;

import dev.imconnector.time.Deadline;
import dev.imconnector.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The network under the rate limit: each request waits for a slot of the {@link SlidingWindowRateLimiter} first. As an
 * {@link HttpExchange} it serves the token calls, which count against the same limit. Safe for use by several threads.
 */
public final class PacedExchange implements HttpExchange {

    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpExchange network;
    private final SlidingWindowRateLimiter window;
    private final RequestMeter meter;
    private final RequestEvents events;
    private final Sleeper sleeper;
    private final Clock clock;

    public PacedExchange(
            HttpExchange network,
            SlidingWindowRateLimiter window,
            RequestMeter meter,
            RequestEvents events,
            Sleeper sleeper,
            Clock clock) {
        this.network = network;
        this.window = window;
        this.meter = meter;
        this.events = events;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /** The same network and window, with another way to sleep: one that renews a lease meanwhile. */
    public PacedExchange sleepingWith(Sleeper other) {
        return new PacedExchange(network, window, meter, events, other, clock);
    }

    /**
     * Waits for a slot.
     *
     * @return the slot, or empty when none becomes free before the deadline, which then has passed; at once when the other
     *     side has asked for a pause beyond it
     * @throws InterruptedException when the thread was interrupted while waiting
     */
    public Optional<Slot> slot(Deadline deadline) throws InterruptedException {
        while (true) {
            if (deadline.hasPassed(clock) || window.pausedBeyond(deadline.at()).isPresent()) {
                return Optional.empty();
            }
            var wait = window.take(clock.instant());
            if (wait.isZero()) {
                return Optional.of(new Slot());
            }
            var pause = shorter(wait, deadline.remaining(clock));
            events.waitsForSlot(pause);
            sleeper.sleep(pause);
            events.waitedForSlot(pause);
        }
    }

    /** One free slot: for one request, or to be closed unused. For use by one thread. */
    public final class Slot implements AutoCloseable {

        private boolean taken = true;

        private Slot() {}

        /** Sends the one request of this slot; as {@link HttpExchange#send}. */
        public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
            meter.request();
            taken = false;
            var sentAt = clock.instant();
            try {
                var answer = network.send(call);
                events.answered(answer.status(), Duration.between(sentAt, clock.instant()));
                if (answer.status() == TOO_MANY_REQUESTS) {
                    meter.throttle();
                }
                return answer;
            } catch (IOException e) {
                events.unanswered();
                throw e;
            } finally {
                window.answered(clock.instant());
            }
        }

        /** Gives the slot back if it was not used. */
        @Override
        public void close() {
            if (taken) {
                taken = false;
                window.giveBack();
            }
        }
    }

    /**
     * Sends a token call in a slot of its own.
     *
     * @throws java.net.http.HttpTimeoutException also when no slot becomes free before the call's deadline; nothing was
     *     sent then
     */
    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        try (var slot = slot(call.deadline()).orElseThrow(NoSlotException::new)) {
            meter.tokenFetch();
            return slot.send(call);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
