package dev.imconnector.oauth;

import dev.imconnector.time.Signal;
import java.time.Duration;

/** One fetch under way: whoever leads it lands it once, all others wait for that. Thread-safe. */
class Flight {

    private final Signal landed;
    private volatile OAuthException failure;

    Flight() {
        this(Signal.latch());
    }

    /** @param landed given at the landing */
    Flight(Signal landed) {
        this.landed = landed;
    }

    /** Waits for the landing; in real time, because no clock is frozen here: a call is under way. */
    boolean await(Duration limit) throws InterruptedException {
        return landed.await(limit);
    }

    /** Says, before landing, what is wrong for everybody. */
    void failed(OAuthException why) {
        failure = why;
    }

    /** Wakes all who wait. */
    void land() {
        landed.give();
    }

    /** What was wrong for everybody; null when there is a token, or when it was wrong for the leader only. */
    OAuthException failure() {
        return failure;
    }
}
