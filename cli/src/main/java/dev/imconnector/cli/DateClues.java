package dev.imconnector.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pattern the dates of a column have. The one that most values fit counts, when nine of ten do: one bad date hides
 * no pattern. With slashes and hyphens day and month may be the other way round, and only a day above 12 tells.
 *
 * @param pattern the pattern, or empty when the values are ISO dates (or date-times with an offset)
 * @param locale of names of months, or empty
 * @param swapped the pattern that fits as well, with day and month the other way round
 * @param others values that do not fit
 * @param midnight whether each time of day is midnight
 */
record DateClues(
        boolean isDate,
        Optional<String> pattern,
        Optional<String> locale,
        Optional<String> swapped,
        List<String> others,
        boolean midnight) {

    private static final List<String> DAYS = List.of(
            "yyyy-MM-dd",
            "dd.MM.yyyy",
            "d.M.yyyy",
            "d.M.yy",
            "M/d/yyyy",
            "d/M/yyyy",
            "M/d/yy",
            "d/M/yy",
            "yyyyMMdd",
            "yyyy/MM/dd",
            "yyyy/M/d",
            "yyyy.MM.dd",
            "M-d-yyyy",
            "d-M-yyyy",
            "M-d-yy",
            "d-M-yy",
            "yyyy-M-d");
    private static final List<String> NAMED = List.of(
            "d-MMM-yyyy",
            "d-MMM-yy",
            "d MMM yyyy",
            "d MMMM yyyy",
            "d. MMM yyyy",
            "d. MMMM yyyy",
            "MMM d, yyyy",
            "MMMM d, yyyy",
            "d MMM. yyyy");
    private static final List<String> LOCALES = List.of("en", "de", "fr", "es", "it", "nl", "pt");
    private static final List<String> TIMES = List.of(
            "",
            " HH:mm",
            " HH:mm:ss",
            " H:mm",
            " H:mm:ss",
            " h:mm a",
            " h:mm:ss a",
            ", h:mm a",
            ", h:mm:ss a",
            ", HH:mm",
            ", HH:mm:ss",
            "'T'HH:mm",
            "'T'HH:mm:ss",
            "'T'HH:mm:ss.SSS",
            " HH:mm:ss.SSS");
    private static final int LOOKED_AT = 200;

    private record Candidate(String day, String time, String locale) {

        String pattern() {
            return day + time;
        }

        boolean fits(String value) {
            try {
                formatter().parse(folded(value), LocalDate::from);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        private DateTimeFormatter formatter() {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern().replace('y', 'u'))
                    .toFormatter(Locale.forLanguageTag(locale))
                    .withResolverStyle(ResolverStyle.STRICT);
        }
    }

    static DateClues of(List<String> all) {
        var values = all.stream().limit(LOOKED_AT).toList();
        if (!values.isEmpty() && values.stream().allMatch(DateClues::isIso)) {
            return new DateClues(true, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
        }
        Candidate best = null;
        var most = 0L;
        for (var candidate : candidates(values)) {
            var fitting = values.stream().filter(candidate::fits).count();
            if (fitting > most) {
                best = candidate;
                most = fitting;
            }
        }
        return 10 * most < 9L * values.size() || best == null
                ? new DateClues(false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false)
                : found(best, most, values);
    }

    private static DateClues found(Candidate best, long most, List<String> values) {
        var swapped = swapped(best)
                .filter(other -> values.stream().filter(other::fits).count() == most);
        return new DateClues(
                true,
                Optional.of(best.pattern()).filter(pattern -> !pattern.equals("yyyy-MM-dd")),
                Optional.of(best.locale()).filter(locale -> best.day().contains("MMM") && !locale.equals("en")),
                swapped.map(Candidate::pattern),
                values.stream()
                        .filter(value -> !best.fits(value))
                        .distinct()
                        .limit(3)
                        .toList(),
                values.stream().allMatch(value -> value.matches(".*\\b(0?0:00(:00)?(\\.0+)?|12:00(:00)?\\s*AM).*")));
    }

    private static Optional<Candidate> swapped(Candidate found) {
        var day = found.day();
        var other = day.startsWith("M/") || day.startsWith("M-")
                ? "d" + day.charAt(1) + "M" + day.substring(3)
                : day.startsWith("d/") || day.matches("d-M-.*") ? "M" + day.charAt(1) + "d" + day.substring(3) : null;
        return Optional.ofNullable(other).map(text -> new Candidate(text, found.time(), found.locale()));
    }

    private static List<Candidate> candidates(List<String> values) {
        var result = new ArrayList<Candidate>();
        var named = values.stream().anyMatch(value -> value.matches(".*\\p{L}{3}.*"));
        var timed = values.stream().anyMatch(value -> value.contains(":"));
        for (var time : timed ? TIMES : List.of("")) {
            DAYS.forEach(day -> result.add(new Candidate(day, time, "en")));
            for (var locale : named ? LOCALES : List.<String>of()) {
                NAMED.forEach(day -> result.add(new Candidate(day, time, locale)));
            }
        }
        return result;
    }

    private static boolean isIso(String value) {
        try {
            if (value.length() == 10) {
                LocalDate.parse(value);
            } else {
                OffsetDateTime.parse(value);
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String folded(String value) {
        return value.replaceAll("\\p{Zs}", " ");
    }

    /** Whether the pattern has a time of day, for which a zone must be named. */
    boolean hasTime() {
        return pattern()
                .filter(text -> text.contains("m:") || text.contains(":m"))
                .isPresent();
    }
}
