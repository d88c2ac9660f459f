package dev.imconnector.sandbox.state;

import java.util.SplittableRandom;

/** All that looks random but may be repeated: shuffles and jitter. Safe for use by several threads. */
public final class Dice {

    private final SplittableRandom random;

    public Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 to {@code bound} - 1. */
    public synchronized int below(int bound) {
        return random.nextInt(bound);
    }

    public synchronized long next() {
        return random.nextLong();
    }
}
