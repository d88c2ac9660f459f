package dev.imconnector.oauth;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One fetch under way: whoever leads it lands it once, all others wait for that. Thread-safe. */
class Flight {

    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile OAuthException failure;

    /** Waits for the landing; the pace is the machine's own, for here nobody is frozen: a call is under way. */
    boolean await(Duration limit) throws InterruptedException {
        return landed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Says, before landing, what is wrong for everybody. */
    void failed(OAuthException why) {
        failure = why;
    }

    /** Wakes all who wait. */
    void land() {
        landed.countDown();
    }

    /** What was wrong for everybody; null when there is a token, or when it was wrong for the leader only. */
    OAuthException failure() {
        return failure;
    }
}
