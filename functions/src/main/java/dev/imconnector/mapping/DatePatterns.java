package dev.imconnector.mapping;

import dev.imconnector.credit.Folding;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;

/** Reads the date patterns of a mapping, of {@link DateTimeFormatter}'s letters, and refuses those that cannot work. */
final class DatePatterns {

    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 3, 31, 17, 5, 9, 0, ZoneId.of("Europe/Berlin"));
    private static final String TIME_LETTERS = "HhKkmsSAnNaB";
    private static final String OFFSET_LETTERS = "XxZVzOv";
    private static final String FORM_LETTERS = "yuMLdDQq";

    private DatePatterns() {}

    /** The form of a date field; the object has at least {@code pattern}. */
    static DateReading read(DocumentObject field) {
        var unit = InstantFormat.Unit.of(field.text("pattern"));
        return unit.isPresent() ? number(field, unit.get()) : written(field);
    }

    private static InstantFormat number(DocumentObject field, InstantFormat.Unit unit) {
        for (var name : List.of("zone", "locale")) {
            if (field.has(name)) {
                throw field.invalid(name, "a date that is a number has none", "Leave it out");
            }
        }
        var dayZone = zone(field, "dayZone");
        if (unit == InstantFormat.Unit.SPREADSHEET_DAYS && dayZone != null) {
            throw field.invalid("dayZone", "a spreadsheet's days have no zone", "Leave it out");
        }
        if (unit != InstantFormat.Unit.SPREADSHEET_DAYS && dayZone == null) {
            throw field.invalid(
                    "pattern",
                    "it names a point in time, and 'dayZone' is missing",
                    "Say in which zone the day counts, as in \"dayZone\": \"Europe/Berlin\"");
        }
        return new InstantFormat(unit, dayZone);
    }

    private static DateFormat written(DocumentObject field) {
        var pattern = Folding.fold(field.text("pattern"));
        var letters = letters(pattern);
        refuseWithoutDay(field, letters);
        var kind = hasAny(letters, OFFSET_LETTERS)
                ? DateFormat.Kind.OFFSET_TIME
                : hasAny(letters, TIME_LETTERS) ? DateFormat.Kind.LOCAL_TIME : DateFormat.Kind.DATE;
        var zone = zone(field, "zone");
        var dayZone = zone(field, "dayZone");
        var formatter = formatter(field, pattern, letters);
        refuseWrongZones(field, kind, zone, dayZone);
        var format = new DateFormat(pattern, formatter, kind, zone, dayZone == null ? zone : dayZone);
        mustReadItsOwn(field, format);
        return format;
    }

    private static void refuseWithoutDay(DocumentObject field, String letters) {
        var lacks = !hasAny(letters, "yu")
                ? "no year (y)"
                : !hasAny(letters, "MLD") ? "no month (M)" : !hasAny(letters, "dD") ? "no day (d)" : null;
        if (lacks != null) {
            throw field.invalid(
                    "pattern", "it has " + lacks, "Write y for years, M for months, d for days, m for minutes");
        }
    }

    private static void refuseWrongZones(DocumentObject field, DateFormat.Kind kind, ZoneId zone, ZoneId dayZone) {
        switch (kind) {
            case DATE -> {
                if (zone != null || dayZone != null) {
                    throw field.invalid(
                            zone != null ? "zone" : "dayZone",
                            "the pattern has no time of day, so a zone has no effect",
                            "Leave it out");
                }
            }
            case LOCAL_TIME -> {
                if (zone == null) {
                    throw field.invalid(
                            "pattern",
                            "it has a time without an offset, and 'zone' is missing",
                            "Say in which zone the export writes its times, as in \"zone\": \"UTC\"");
                }
            }
            case OFFSET_TIME -> {
                if (zone != null) {
                    throw field.invalid(
                            "zone",
                            "the pattern has an offset of its own, so a zone of the times has no effect",
                            "Leave it out; 'dayZone' says in which zone the day counts");
                }
            }
        }
    }

    private static DateTimeFormatter formatter(DocumentObject field, String pattern, String letters) {
        var locale = locale(field, pattern, letters);
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(strict(pattern))
                    .toFormatter(locale)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw field.invalid(
                    "pattern", "'" + pattern + "' is not a date pattern: " + e.getMessage(), "As in dd.MM.yyyy");
        }
    }

    private static Locale locale(DocumentObject field, String pattern, String letters) {
        if (!field.has("locale")) {
            return Locale.ENGLISH;
        }
        if (!hasAny(letters, "EaBG") && !pattern.contains("MMM") && !pattern.contains("LLL")) {
            throw field.invalid("locale", "the pattern has no names, so a locale has no effect", "Leave it out");
        }
        try {
            var locale =
                    new Locale.Builder().setLanguageTag(field.text("locale")).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale;
            }
        } catch (IllformedLocaleException e) {
            // Said below, as for a tag without a language.
        }
        throw field.invalid(
                "locale", "'" + field.text("locale") + "' is not a language tag", "As in \"de\" or" + " \"en-US\"");
    }

    private static void mustReadItsOwn(DocumentObject field, DateFormat format) {
        var written = format.formatter().format(SAMPLE);
        if (format.isoDate(written) == null) {
            throw field.invalid(
                    "pattern",
                    "'" + format.pattern() + "' cannot be read: it writes " + written + " and makes no date of it",
                    "Use y, M, d, H, m, s; with h there must be an a");
        }
    }

    /** The form into which the transaction date is turned for another field. */
    static ValueSource.FromDate form(DocumentObject field) {
        var pattern = field.text("fromDate");
        var letters = letters(pattern);
        for (var letter : letters.toCharArray()) {
            if (FORM_LETTERS.indexOf(letter) < 0) {
                throw field.invalid(
                        "fromDate",
                        "'" + letter + "' is not a part of a date, or differs between countries",
                        "Use y, M, d, D, Q and text in single quotes, as in yyyy-'Q'q");
            }
        }
        if (letters.isEmpty()) {
            throw field.invalid("fromDate", "it has no part of the date", "As in yyyy-MM; or use \"constant\"");
        }
        try {
            return new ValueSource.FromDate(pattern, DateTimeFormatter.ofPattern(strict(pattern), Locale.ENGLISH));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw field.invalid(
                    "fromDate", "'" + pattern + "' is not a date pattern: " + e.getMessage(), "As in yyyy-MM");
        }
    }

    private static ZoneId zone(DocumentObject field, String name) {
        if (!field.has(name)) {
            return null;
        }
        try {
            return ZoneId.of(field.text(name));
        } catch (DateTimeException e) {
            throw field.invalid(
                    name, "'" + field.text(name) + "' is not a time zone", "As in \"Europe/Berlin\" or \"UTC\"");
        }
    }

    /** The pattern's letters, without what is in single quotes. */
    private static String letters(String pattern) {
        var result = new StringBuilder();
        var quoted = false;
        for (var c : pattern.toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** With {@code u} for {@code y}: a strict reader wants an era with the latter. */
    private static String strict(String pattern) {
        var result = new StringBuilder();
        var quoted = false;
        for (var c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            result.append(!quoted && c == 'y' ? 'u' : c);
        }
        return result.toString();
    }

    private static boolean hasAny(String letters, String wanted) {
        return wanted.chars().anyMatch(c -> letters.indexOf(c) >= 0);
    }
}
