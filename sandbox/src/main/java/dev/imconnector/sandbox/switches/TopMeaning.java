package dev.imconnector.sandbox.switches;

/** What {@code $top} limits. */
public enum TopMeaning {
    /** The rows of one page; a nextLink leads on. */
    PAGE,
    /** The rows of all pages together: after so many there is no nextLink. */
    TOTAL
}
