package dev.imconnector.sandbox.switches;

import java.util.List;

/** How many requests IM takes. */
public final class RateSwitches {

    public static final Switch<Integer> RATE_LIMIT =
            Switch.number("rate-limit", 100, 0, 10_000_000, "requests in 60 s, token calls included; 0: no limit");
    public static final Switch<Window> RATE_WINDOW =
            Switch.choice("rate-window", Window.SLIDING, "how the 60 s are laid");
    public static final Switch<Scope> RATE_SCOPE = Switch.choice("rate-scope", Scope.TENANT, "who shares the limit");
    public static final Switch<Boolean> RATE_COUNTS_REFUSED =
            Switch.flag("rate-counts-refused", false, "whether a request answered with 429 takes a slot too");
    public static final Switch<String> RETRY_AFTER =
            Switch.text("retry-after", "30", "the Retry-After of a 429 and of a 503 fault, as it is; empty: none");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL = List.of(RATE_LIMIT, RATE_WINDOW, RATE_SCOPE, RATE_COUNTS_REFUSED, RETRY_AFTER);

    private RateSwitches() {}

    /** How the rate limit's 60 s are laid. */
    public enum Window {
        /** Any 60 s: a request frees its slot 60 s after it arrived. */
        SLIDING,
        /** Calendar minutes: all slots are free again at the full minute. */
        FIXED
    }

    /** Who shares one rate limit. */
    public enum Scope {
        TENANT,
        CLIENT
    }
}
