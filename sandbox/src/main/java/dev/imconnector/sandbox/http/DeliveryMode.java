package dev.imconnector.sandbox.http;

/** How an answer travels. */
public enum DeliveryMode {
    WHOLE,
    /** The connection ends before the first byte. */
    DROPPED,
    /** Half of the body, then the connection ends. */
    CUT,
    /** One byte a second for the switch {@code stall-seconds} at most, then the connection ends. */
    TRICKLED,
    /** Nothing for the switch {@code stall-seconds}, then the connection ends. */
    STALLED
}
