package dev.imconnector.sandbox;

/** How an answer travels. */
enum Delivery {
    WHOLE,
    /** The connection ends before the first byte. */
    DROPPED,
    /** Half of the body, then the connection ends. */
    CUT,
    /** One byte a second for {@link Switch#STALL_SECONDS} at most, then the connection ends. */
    TRICKLED,
    /** Nothing for {@link Switch#STALL_SECONDS}, then the connection ends. */
    STALLED
}
