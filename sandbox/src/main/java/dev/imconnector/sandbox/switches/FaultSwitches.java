package dev.imconnector.sandbox.switches;

import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong, and how slowly all goes. */
public final class FaultSwitches {

    public static final Switch<List<FaultRule>> FAULT = Switch.of(
            "fault",
            List.of(),
            "rules separated by ';'",
            "what goes wrong, e.g. 'next 3 status 503 on batch'; setting it resets its counts",
            FaultRule::parseAll,
            rules -> rules.stream().map(FaultRule::toString).collect(Collectors.joining("; ")));
    public static final Switch<Integer> LATENCY_MILLIS = Switch.number(
            "latency-ms", 0, 0, 600_000, "how long each answer is held back after the request was carried out");
    public static final Switch<Integer> LATENCY_JITTER_MILLIS =
            Switch.number("latency-jitter-ms", 0, 0, 600_000, "up to how much longer, at random");
    public static final Switch<Integer> STALL_SECONDS =
            Switch.number("stall-seconds", 120, 1, 3_600, "how long a stalled request is kept without an answer");
    public static final Switch<Integer> LATE_SECONDS = Switch.number(
            "late-seconds", 30, 0, 1_000_000, "after which IM carries out what the fault drop-late dropped");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL =
            List.of(FAULT, LATENCY_MILLIS, LATENCY_JITTER_MILLIS, STALL_SECONDS, LATE_SECONDS);

    private FaultSwitches() {}
}
