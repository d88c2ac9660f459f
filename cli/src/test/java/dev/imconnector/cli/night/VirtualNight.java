package dev.imconnector.cli.night;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.lambda.Handlers;
import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A night over real sockets in which nobody sleeps: whoever would, moves the one clock that handler and IM share. Only a
 * request that gets no answer takes its time, a quarter of a second.
 */
final class VirtualNight implements AutoCloseable {

    private static final Duration SHORT = Duration.ofMillis(250);

    /** Where IM always answers: never reached, on however busy a machine. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime(new SettableClock())
            .over((connect, request) -> new ApacheHttpExchange(connect, requestTimeout(), clock()));
    private final ImSandbox im;
    private final Night night;

    VirtualNight(Path home, Export export, UnaryOperator<SandboxOptions> options) {
        im = ImSandbox.start(options.apply(SandboxOptions.defaults()), clock());
        night = new Night(home, im, export);
    }

    Night night() {
        return night;
    }

    ImSandbox im() {
        return im;
    }

    SettableClock clock() {
        return time.clock;
    }

    RequestStreamHandler handler() {
        return Handlers.push(night.environment(), time.platform());
    }

    private Duration requestTimeout() {
        return im.switches().asText().toString().contains("stall") ? SHORT : LONG;
    }

    /** Calls again and again as the workflow does. */
    RunRecord pushToTheEnd(String event) {
        return time.toTheEnd(handler(), event);
    }

    @Override
    public void close() {
        im.close();
    }
}
