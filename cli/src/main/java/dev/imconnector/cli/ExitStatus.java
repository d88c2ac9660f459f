package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import java.util.Set;

/** What the command's exit status says. */
final class ExitStatus {

    static final int OK = 0;
    static final int NOT_FOUND = 1;
    static final int USAGE = 2;
    static final int REJECTS = 3;
    static final int INCOMPLETE = 4;
    static final int FAILED = 5;

    private static final Set<String> USAGE_CODES = Set.of(
            "SETTING_INVALID",
            "SETTING_MISSING",
            "SECRET_EMPTY",
            "SECRET_MISSING",
            "SECRET_UNREADABLE",
            "ENDPOINT_ADDRESS_REFUSED",
            "ENTITY_UNKNOWN",
            "FORMAT_UNKNOWN",
            "LOCATION_INVALID",
            "LOCATION_NOT_ALLOWED",
            "EVENT_INVALID",
            "RUN_ID_INVALID",
            "RUN_ID_TAKEN",
            "LOCAL_AWS_UNAVAILABLE",
            "SANDBOX_ABSENT",
            "SANDBOX_SETTING_INVALID",
            "AWS_CLI_MISSING",
            "AWS_REFUSED");

    private ExitStatus() {}

    static int of(RunRecord run) {
        return switch (run.status()) {
            case COMPLETED -> run.rejected() == 0 && isWithoutDifference(run) ? OK : REJECTS;
            case INCOMPLETE, RUNNING -> INCOMPLETE;
            case FAILED -> run.error().map(ExitStatus::of).orElse(FAILED);
        };
    }

    /** Of what kept a command from doing its work, a store that cannot be used included. */
    static int of(Problem problem) {
        return USAGE_CODES.contains(problem.code()) ? USAGE : FAILED;
    }

    private static boolean isWithoutDifference(RunRecord run) {
        return run.differences().values().stream().allMatch(count -> count == 0);
    }
}
