package dev.imconnector.testkit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Platform;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Workers;
import dev.imconnector.time.Signal;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A platform on which nobody sleeps: whoever would, moves the one clock. The network is real unless told otherwise. The
 * fields may be changed at any time.
 */
public final class VirtualTime {

    private static final int MOST_INVOCATIONS = 300;

    public final SettableClock clock;
    public final RecordingSleeper sleeper;
    public Platform.Networks network;
    public IntFunction<Workers> workers = Workers::threads;
    private Supplier<? extends RandomGenerator> random = SecureRandom::new;

    /** 0 for every draw of a number, another array of bytes each time. Thread-safe. */
    private static final class Counted implements RandomGenerator {

        private final AtomicLong arrays = new AtomicLong();

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            ByteBuffer.wrap(bytes).putLong(arrays.incrementAndGet());
        }
    }

    public VirtualTime(SettableClock clock) {
        this.clock = clock;
        this.sleeper = new RecordingSleeper(clock);
        this.network = (connect, request) -> new ApacheHttpExchange(connect, request, clock);
    }

    /** All work is done by whoever asks for it, in one order. */
    public VirtualTime onOneThread() {
        workers = count -> Workers.caller();
        return this;
    }

    /** Waits are exactly the backoff, and names are counted. */
    public VirtualTime withoutChance() {
        var counted = new Counted();
        random = () -> counted;
        return this;
    }

    public VirtualTime over(Platform.Networks other) {
        network = other;
        return this;
    }

    /** Calls again and again as the workflow does, each time after the wait that was asked for. */
    public RunRecord toTheEnd(RequestStreamHandler handler, String event) {
        var invocation = Invocation.of(Duration.ofMinutes(15));
        var run = invocation.run(handler, event);
        for (int calls = 1; run.status() == RunStatus.INCOMPLETE; calls++) {
            if (calls > MOST_INVOCATIONS) {
                throw new AssertionError("The run does not end");
            }
            clock.advance(run.resumeAfter().orElseThrow());
            run = invocation.run(handler, event);
        }
        return run;
    }

    public Platform platform() {
        return new Platform(
                clock,
                sleeper,
                random,
                (connect, request) -> network.with(connect, request),
                count -> workers.apply(count),
                Signal::latch);
    }
}
