package dev.imconnector.http;

import java.time.Duration;

/**
 * What the network under the rate limit tells to whoever counts. Called on the thread that sends, for each request, so
 * implementations are thread-safe and quick.
 */
public interface RequestEvents {

    /** Tells nobody. */
    RequestEvents NONE = new RequestEvents() {};

    /**
     * A request was answered.
     *
     * @param status the HTTP status
     * @param took from the send to the whole answer; the wait for a slot is not in it
     */
    default void answered(int status, Duration took) {}

    /** A request was sent, or tried to be, and no whole answer came. */
    default void unanswered() {}

    /** A request waits for a slot of the rate limit from now on, at most that long. */
    default void waitsForSlot(Duration time) {}

    /** A request waited that long for a slot of the rate limit, once; it may have to wait again. */
    default void waitedForSlot(Duration time) {}
}
