package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a run, which is also the name of its folder: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,79}}, and none of the folders
 * that are beside those of the runs.
 *
 * @param text the name
 */
public record RunId(String text) {

    /** Whatever the case: some file systems do not tell them apart. */
    private static final Set<String> RESERVED = Set.of("audit", "idempotency");

    /** In characters. */
    static final int MAX_LENGTH = 80;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,%d}".formatted(MAX_LENGTH - 1));

    /** @throws RunException when the text has another form */
    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw RunException.invalid(new Problem(
                    "RUN_ID_INVALID",
                    "The runId '" + text + "' cannot be used",
                    "Use 1 to 80 of the characters A-Z a-z 0-9 . _ -, beginning with a letter or a digit"));
        }
        requireNoFolderOfOurs(text);
    }

    /** @throws RunException when the text is the name of a folder of our own */
    private static void requireNoFolderOfOurs(String text) {
        if (RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
            throw RunException.invalid(new Problem(
                    "RUN_ID_INVALID",
                    "The runId '" + text + "' cannot be used: it is the name of a folder beside the runs",
                    "Choose another runId"));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
