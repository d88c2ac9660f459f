package dev.imconnector.sandbox.switches;

/** What a {@code $top} beyond the largest page does. */
public enum TopAboveMax {
    /** It is taken as the largest. */
    CLAMP,
    /** 400. */
    REFUSE
}
