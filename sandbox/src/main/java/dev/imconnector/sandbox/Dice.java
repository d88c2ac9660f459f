package dev.imconnector.sandbox;

import java.util.SplittableRandom;

/** All that looks random but may be repeated: shuffles and jitter. Safe for use by several threads. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 to {@code bound} - 1. */
    synchronized int below(int bound) {
        return random.nextInt(bound);
    }

    synchronized long next() {
        return random.nextLong();
    }
}
