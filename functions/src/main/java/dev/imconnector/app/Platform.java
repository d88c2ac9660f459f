package dev.imconnector.app;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.http.HttpsProxy;
import dev.imconnector.run.Workers;
import dev.imconnector.time.Signal;
import dev.imconnector.time.Sleeper;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time, sleep, chance, threads and the network: {@link #real()} is the one place where each of them is real.
 *
 * @param clock the wall clock
 * @param sleeper how to wait
 * @param random makes freshly seeded, thread-safe generators
 * @param network makes the network, with the timeouts for connecting and for one request
 * @param workers makes that many workers
 * @param signals makes what one thread waits by for another
 */
public record Platform(
        Clock clock,
        Sleeper sleeper,
        Supplier<? extends RandomGenerator> random,
        Networks network,
        IntFunction<Workers> workers,
        Supplier<Signal> signals) {

    /** Makes the network. */
    @FunctionalInterface
    public interface Networks {
        HttpExchange with(Duration connectTimeout, Duration requestTimeout);
    }

    public static Platform real() {
        return real(Map.of());
    }

    /** @param environment says whether there is a proxy, which is read when a network is made */
    static Platform real(Map<String, String> environment) {
        var clock = Clock.systemUTC();
        return new Platform(
                clock,
                duration -> Thread.sleep(Math.max(0, duration.toMillis())),
                SecureRandom::new,
                (connect, request) -> new ApacheHttpExchange(connect, request, clock, HttpsProxy.of(environment)),
                Workers::threads,
                Signal::latch);
    }

    /** A name that nobody else has. */
    String newName() {
        var bytes = new byte[12];
        random.get().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
