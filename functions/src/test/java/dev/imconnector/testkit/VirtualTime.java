package dev.imconnector.testkit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Platform;
import dev.imconnector.http.JdkHttpExchange;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Workers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * A platform on which nobody sleeps: whoever would, moves the one clock. The network is real unless told otherwise. Change
 * the fields before {@link #platform}.
 */
public final class VirtualTime {

    private static final int MOST_INVOCATIONS = 300;

    public final SettableClock clock;
    public final RecordingSleeper sleeper;
    public Platform.Networks network;
    public IntFunction<Workers> workers = Workers::threads;

    public VirtualTime(SettableClock clock) {
        this.clock = clock;
        this.sleeper = new RecordingSleeper(clock);
        this.network = (connect, request) -> new JdkHttpExchange(connect, request, clock);
    }

    /** All work is done by whoever asks for it, in one order. */
    public VirtualTime onOneThread() {
        workers = count -> Workers.caller();
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
        return new Platform(clock, sleeper, SecureRandom::new, network, workers);
    }
}
