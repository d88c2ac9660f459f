package dev.imconnector.cli;

import dev.imconnector.run.RunRecord;
import java.util.Set;

/** What the command's exit status says. */
final class ExitStatus {

    static final int OK = 0;
    static final int USAGE = 2;
    static final int REJECTS = 3;
    static final int INCOMPLETE = 4;
    static final int FAILED = 5;

    private static final Set<String> USAGE_CODES = Set.of(
            "SETTING_INVALID",
            "SETTING_MISSING",
            "ENDPOINT_ADDRESS_REFUSED",
            "ENTITY_UNKNOWN",
            "FORMAT_UNKNOWN",
            "LOCATION_INVALID",
            "LOCATION_NOT_ALLOWED",
            "EVENT_INVALID",
            "RUN_ID_INVALID",
            "RUN_ID_TAKEN");

    private ExitStatus() {}

    static int of(RunRecord run) {
        return switch (run.status()) {
            case COMPLETED -> run.rejected() == 0 ? OK : REJECTS;
            case INCOMPLETE, RUNNING -> INCOMPLETE;
            case FAILED ->
                run.error().filter(error -> USAGE_CODES.contains(error.code())).isPresent() ? USAGE : FAILED;
        };
    }
}
