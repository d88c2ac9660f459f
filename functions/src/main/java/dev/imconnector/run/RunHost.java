package dev.imconnector.run;

import dev.imconnector.time.Sleeper;
import java.time.Clock;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Where runs are worked on. Immutable; safe for use by several threads.
 *
 * @param clock the wall clock
 * @param sleeper how to wait
 * @param workers makes that many workers
 * @param owners makes names that no other invocation has
 * @param version the connector's version, for the record
 */
public record RunHost(
        Clock clock, Sleeper sleeper, IntFunction<Workers> workers, Supplier<String> owners, String version) {}
