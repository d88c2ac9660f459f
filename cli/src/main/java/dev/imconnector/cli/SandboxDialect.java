package dev.imconnector.cli;

import dev.imconnector.sandbox.ImDialect;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a simulated IM speaks, and the settings that the connector needs for it. */
enum SandboxDialect {
    COURSE,
    TENANT;

    ImDialect ofSandbox() {
        return this == COURSE ? ImDialect.COURSE : ImDialect.TENANT;
    }

    /** Environment variables of the settings that follow. */
    Map<String, String> settings() {
        return this == COURSE
                ? Map.of()
                : new TreeMap<>(Map.of(
                        "IM_DIALECT", "tenant",
                        "IM_EVENT_TYPE", "Order",
                        "IM_CALENDAR", "Main Monthly Calendar"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
