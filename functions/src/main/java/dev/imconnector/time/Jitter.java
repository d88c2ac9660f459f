package dev.imconnector.time;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Chance for waits. Thread-safe as long as its generators are. A snapshot of the environment must not hold a generator,
 * or all that are restored from it would wait alike: {@link #clear()} drops it, the next use makes a new one.
 */
public final class Jitter {

    private final Supplier<? extends RandomGenerator> generators;
    private volatile RandomGenerator generator;

    /** @param generators makes a freshly seeded, thread-safe generator, such as {@code SecureRandom::new} */
    public Jitter(Supplier<? extends RandomGenerator> generators) {
        this.generators = generators;
    }

    /** A number from 0 (included) to 1 (excluded). */
    public double next() {
        var current = generator;
        if (current == null) {
            current = generators.get();
            generator = current;
        }
        return current.nextDouble();
    }

    /** Drops the generator. */
    public void clear() {
        generator = null;
    }
}
