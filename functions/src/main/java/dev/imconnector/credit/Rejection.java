package dev.imconnector.credit;

import dev.imconnector.problem.CleanText;
import java.util.Objects;

/**
 * Why a record is not in IM.
 *
 * @param code for machines, {@code [A-Z][A-Z0-9_]*}
 * @param reason for people: the field, what was found and what is allowed; or what IM said
 */
public record Rejection(String code, String reason) implements CheckedCredit {

    /** Longest reason that is kept, in characters. */
    public static final int MAX_REASON = 500;

    /** Cleans the reason: control characters become blanks, and what is over {@link #MAX_REASON} is cut. */
    public Rejection {
        Objects.requireNonNull(code, "code");
        reason = CleanText.of(reason, MAX_REASON);
    }
}
