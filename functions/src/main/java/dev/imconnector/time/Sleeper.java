package dev.imconnector.time;

import java.time.Duration;

/** How to wait. Real in one place, recorded in tests, a jump of the clock in a simulation. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Waits.
     *
     * @param duration how long; zero or negative returns at once
     * @throws InterruptedException when the thread was interrupted before or while waiting
     */
    void sleep(Duration duration) throws InterruptedException;
}
