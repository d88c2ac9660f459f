package dev.imconnector.cli.bench;

import dev.imconnector.cli.bench.SandboxProcess.Speaks;
import java.util.Locale;
import java.util.Map;

/** Which simulated IM credits are pushed to, and how many requests a push takes there if nothing goes wrong. */
enum PushedTo {
    /** A token, and a request a batch. */
    COURSE(Speaks.COURSE, 1, 1, Map.of()),

    /** A token, four look-ups, and two writes a batch: orders and transactions. */
    TENANT(Speaks.TENANT, 5, 2, ofATenant("never")),

    /** The same, and two looks of 50 keys before each batch. */
    TENANT_LOOKING_FIRST(Speaks.TENANT, 5, 4, ofATenant("always"));

    private final Speaks speaks;
    private final int once;
    private final int aBatch;
    private final Map<String, String> settings;

    PushedTo(Speaks speaks, int once, int aBatch, Map<String, String> settings) {
        this.speaks = speaks;
        this.once = once;
        this.aBatch = aBatch;
        this.settings = settings;
    }

    private static Map<String, String> ofATenant(String readBeforeWrite) {
        return Map.of(
                "IM_DIALECT", "tenant",
                "IM_EVENT_TYPE", "Order",
                "IM_CALENDAR", "Main Monthly Calendar",
                "IM_READ_BEFORE_WRITE", readBeforeWrite);
    }

    /** @param name as it is typed, such as {@code tenant-looking-first} */
    static PushedTo of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Speaks speaks() {
        return speaks;
    }

    /** Environment variables of the settings that it needs. */
    Map<String, String> settings() {
        return settings;
    }

    /** How many whole batches so many requests send at the most. */
    int batches(int requests) {
        return (requests - once) / aBatch;
    }

    /** How many requests so many batches take. */
    int requests(int batches) {
        return once + batches * aBatch;
    }
}
