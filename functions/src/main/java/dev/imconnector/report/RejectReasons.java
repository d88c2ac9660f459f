package dev.imconnector.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imconnector.problem.CleanText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why records were rejected, counted, with a few examples each: part of a checkpoint, so a resumed run keeps them. Bounded
 * whatever the input: up to {@value #MAX_REASONS} reasons; what comes after counts as another reason of its code. The
 * examples name records and hold nothing else of them. For use by one thread.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class RejectReasons {

    static final int MAX_REASONS = 20;
    static final int MAX_EXAMPLES = 3;

    /** The codes are our own, some twenty; a bound all the same. */
    static final int MAX_CODES = 60;

    private static final int MAX_TEXT = 200;
    private static final int MAX_NAME = 100;

    /** A value that a reason shows, in quotes. */
    private static final Pattern QUOTED = Pattern.compile("'.*?'(?=\\s|[:;,.]|$)");

    private static final Pattern PLACE = Pattern.compile("(?<=\\b(?:line|has) )[0-9]+");

    private static final Pattern HAS_DIGIT = Pattern.compile("[^\\s:;,()]*[0-9][^\\s:;,()]*");

    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private final List<Reason> reasons = new ArrayList<>();

    /** What was counted under one reason. */
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Reason {

        String code;

        /** With the record's own values left out; null for all reasons of the code that have no place of their own. */
        String text;

        long count;

        @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
        List<Example> examples = new ArrayList<>();

        void add(Example example) {
            count++;
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(example);
            }
        }
    }

    /** A record, by its names alone. */
    record Example(String file, long line, String sourceRef) {

        /** Where it is; a record that is in no file has no line. */
        String place() {
            return line == 0 ? file : file + ", line " + line;
        }

        private static Example of(String file, long line, String sourceRef) {
            return new Example(
                    CleanText.of(file.substring(file.lastIndexOf('/') + 1), MAX_NAME),
                    line,
                    CleanText.of(sourceRef, MAX_NAME));
        }
    }

    /** Whether a checkpoint that they were read from had them whole. */
    public boolean lookWhole() {
        return reasons.stream()
                .allMatch(reason ->
                        reason.code != null && reason.examples.stream().allMatch(each -> each.file() != null));
    }

    /**
     * Counts a record.
     *
     * @param code why, for machines
     * @param reason why, for people; or null
     * @param file the record's file, of whose name only the last segment is kept
     * @param line the line on which it starts
     * @param sourceRef as found, or null
     */
    public void add(String code, String reason, String file, long line, String sourceRef) {
        find(code, general(code, reason)).add(Example.of(file, line, sourceRef));
    }

    private Reason find(String code, String text) {
        var own = 0;
        for (var reason : reasons) {
            if (reason.code.equals(code) && text.equals(reason.text)) {
                return reason;
            }
            own += reason.text == null ? 0 : 1;
        }
        return own < MAX_REASONS ? added(code, text) : other(code);
    }

    private Reason other(String code) {
        for (var reason : reasons) {
            if (reason.code.equals(code) && reason.text == null) {
                return reason;
            }
        }
        return reasons.size() < MAX_REASONS + MAX_CODES ? added(code, null) : reasons.get(reasons.size() - 1);
    }

    private Reason added(String code, String text) {
        var reason = new Reason();
        reason.code = code;
        reason.text = text;
        reasons.add(reason);
        return reason;
    }

    /**
     * The reason without what is peculiar to one record: what is in quotes and, in IM's words, whatever has a digit; of
     * our own words the places and lengths.
     */
    static String general(String code, String reason) {
        var text = QUOTED.matcher(CleanText.of(reason, 2 * MAX_TEXT)).replaceAll("\u2026");
        var isOurs = !code.startsWith("IM_") && !code.equals("NO_OUTCOME");
        return CleanText.of((isOurs ? PLACE : HAS_DIGIT).matcher(text).replaceAll("\u2026"), MAX_TEXT);
    }

    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** The most frequent first. */
    List<Reason> sorted() {
        return reasons.stream()
                .sorted(Comparator.comparingLong((Reason reason) -> reason.count)
                        .reversed())
                .toList();
    }
}
