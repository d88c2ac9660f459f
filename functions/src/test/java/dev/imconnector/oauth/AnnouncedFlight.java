package dev.imconnector.oauth;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Tells when somebody begins to wait. */
final class AnnouncedFlight extends Flight {

    private final CountDownLatch waiting;

    AnnouncedFlight(CountDownLatch waiting) {
        this.waiting = waiting;
    }

    @Override
    boolean await(Duration limit) throws InterruptedException {
        waiting.countDown();
        return super.await(limit);
    }
}
