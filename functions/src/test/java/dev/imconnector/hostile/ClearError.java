package dev.imconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.imconnector.problem.Problem;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What every error must be, whatever it is about. */
final class ClearError {

    /** What a library says to programmers, or a secret of the tests. */
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "INTERNAL_ERROR|Exception|StackOverflow|OutOfMemory|\\bjava\\.|com\\.fasterxml|snakeyaml|fastcsv|\\[Source:"
                    + "|`|JsonToken|VALUE_|START_|canary|hunter2");

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final int MOST_WORDS = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private ClearError() {}

    /** A code, and words of what, where and how that a person can read. */
    static void mustBe(Problem problem) {
        assertThat(problem.code()).matches(CODE);
        isForPeople(problem.message());
        isForPeople(problem.fix());
    }

    /** Text that may be shown anywhere. */
    static void isForPeople(String text) {
        assertThat(text).isNotBlank().doesNotContainPattern(NOT_FOR_PEOPLE);
        assertThat(text.length()).isLessThanOrEqualTo(MOST_WORDS);
        assertThat(text.codePoints().filter(ClearError::isUnseen).mapToObj(Integer::toHexString))
                .as("characters that nobody sees in: %s", text)
                .isEmpty();
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Gives it up when it takes too long. */
    static <T> T inTime(ThrowingSupplier<T> work) {
        return assertTimeoutPreemptively(LONGEST, work);
    }
}
