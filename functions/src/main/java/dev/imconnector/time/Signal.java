package dev.imconnector.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something that happens once, and that others wait for. Implementations are safe for use by several threads. */
public interface Signal {

    /** It has happened: wakes all who wait, now and later. */
    void give();

    /**
     * Waits for it.
     *
     * @param limit how long at most
     * @return whether it has happened
     */
    boolean await(Duration limit) throws InterruptedException;

    /** The machine's own; its pace is that of the machine, whatever the wall clock does meanwhile. */
    static Signal latch() {
        var latch = new CountDownLatch(1);
        return new Signal() {
            @Override
            public void give() {
                latch.countDown();
            }

            @Override
            public boolean await(Duration limit) throws InterruptedException {
                return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }
}
