package dev.imconnector.store;

import dev.imconnector.problem.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A location with the business date in it: {@code s3://bucket/exports/{date}/} or
 * {@code file:///exports/credits-{date:yyyyMMdd}.csv}. {@code {date}} is the ISO date, {@code {date:pattern}} one of
 * {@link DateTimeFormatter}'s. An object may do without a date; a folder may not, or each night would send all nights'
 * exports again. Immutable.
 */
public final class LocationTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{date(?::([^{}]+))?}");
    private static final Pattern WEEK_YEAR = Pattern.compile("^[^w]*Y[^w]*$");
    private static final LocalDate SAMPLE = LocalDate.of(2024, 1, 15);
    private static final List<Period> STEPS =
            List.of(Period.ofDays(1), Period.ofWeeks(1), Period.ofMonths(1), Period.ofYears(1));

    private final String text;
    private final Location fixedPart;

    private LocationTemplate(String text, Location fixedPart) {
        this.text = text;
        this.fixedPart = fixedPart;
    }

    /** @throws LocationException when it is no location, holds another placeholder, or is a folder without a date */
    public static LocationTemplate parse(String text) {
        var sample = expand(text, SAMPLE);
        if (sample.indexOf('{') >= 0 || sample.indexOf('}') >= 0) {
            throw invalid(text, "only {date} and {date:pattern} may stand in braces");
        }
        var location = Location.parse(sample);
        if (location.isFolder()
                && STEPS.stream()
                        .anyMatch(step -> expand(text, SAMPLE.plus(step)).equals(sample))) {
            throw invalid(text, "it is a folder, so it needs the whole business date in it");
        }
        return new LocationTemplate(text, fixedPart(text, location));
    }

    private static Location fixedPart(String text, Location sample) {
        var brace = text.indexOf('{');
        if (brace < 0) {
            return sample.folder();
        }
        var folder = text.substring(0, text.lastIndexOf('/', brace) + 1);
        if (!folder.matches("[a-z0-9]+:/{1,3}[^/].*|file:/+")) {
            throw invalid(text, "the date stands before the path");
        }
        return Location.parse(folder);
    }

    private static String expand(String text, LocalDate date) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(format(text, found.group(1), date)));
    }

    private static String format(String text, String pattern, LocalDate date) {
        if (pattern == null) {
            return date.toString();
        }
        if (WEEK_YEAR.matcher(pattern).matches()) {
            throw invalid(text, "'Y' is the year of a week, which differs around New Year: write 'y'");
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(date);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(text, "'" + pattern + "' is not a date pattern (" + e.getMessage() + ")");
        }
    }

    private static LocationException invalid(String text, String why) {
        return new LocationException(new Problem(
                "LOCATION_INVALID",
                "The location '" + text + "' cannot be used: " + why,
                "Write for example s3://bucket/exports/{date}/ or file:///exports/credits-{date:yyyyMMdd}.csv"));
    }

    /** The location of that business date. */
    public Location expand(LocalDate businessDate) {
        return Location.parse(expand(text, businessDate));
    }

    /** The folder before the first placeholder, or the object's folder when there is none. */
    public Location fixedPart() {
        return fixedPart;
    }

    /** Whether an event may name that location instead of this one: it lies under the fixed part. */
    public boolean contains(Location location) {
        return location.isIn(fixedPart);
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocationTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
