package dev.imconnector.cli.template;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that the product has, by the names people use: public, so they are written down here once more. */
final class Settings {

    static final Set<String> NAMES = Set.of(
            "token-auth-style",
            "requests-per-minute",
            "max-in-flight",
            "batch-size",
            "page-size",
            "max-attempts",
            "connect-timeout-seconds",
            "request-timeout-seconds",
            "reject-threshold-percent",
            "empty-input",
            "input-wait-minutes",
            "give-up-after-hours",
            "time-zone",
            "business-day-offset",
            "already-exists-pattern",
            "credit-mapping",
            "results-filter",
            "results-select",
            "results-orderby");

    /** A setting {@code x-y} may also come from the environment, as {@code IM_X_Y}. */
    static final Set<String> VARIABLES = NAMES.stream()
            .map(name -> "IM_" + name.toUpperCase(Locale.ROOT).replace('-', '_'))
            .collect(Collectors.toUnmodifiableSet());

    private Settings() {}
}
