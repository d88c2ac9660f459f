package dev.imconnector.problem;

import java.util.Objects;

/**
 * A problem as it is shown to people: in a run record, an API answer, on a terminal.
 *
 * @param code what was wrong for machines, {@code [A-Z][A-Z0-9_]*}; explained in {@code docs/errors.md}
 * @param message what was wrong, and where: the setting, the file and line, the endpoint and its status
 * @param fix what to do about it
 */
public record Problem(String code, String message, String fix) {

    /** Longest message or fix that is kept, in characters. */
    public static final int MAX_LENGTH = 1_000;

    /** Cleans both texts: control characters become blanks, and what is over {@link #MAX_LENGTH} is cut. */
    public Problem {
        Objects.requireNonNull(code, "code");
        message = CleanText.of(message, MAX_LENGTH);
        fix = CleanText.of(fix, MAX_LENGTH);
    }
}
