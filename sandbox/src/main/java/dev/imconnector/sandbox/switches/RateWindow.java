package dev.imconnector.sandbox.switches;

/** How the rate limit's 60 s are laid. */
public enum RateWindow {
    /** Any 60 s: a request frees its slot 60 s after it arrived. */
    SLIDING,
    /** Calendar minutes: all slots are free again at the full minute. */
    FIXED
}
