package dev.imconnector.sandbox.tenant.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;

/** Dates as tenants write and read them. */
public final class Days {

    /** Where a validity without an end ends. */
    public static final LocalDate END_OF_TIME = LocalDate.of(2200, 1, 1);

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private Days() {}

    /**
     * The day that a text names, as it is written: an offset moves nothing.
     *
     * @throws DateTimeException when it is neither a date nor a date-time
     */
    public static LocalDate day(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("'" + text + "' is not a date");
        }
        return LocalDate.parse(matcher.group(1));
    }

    /**
     * The moment that a text names.
     *
     * @param zone where the text has no offset
     * @throws DateTimeException when it is neither a date nor a date-time
     */
    public static Instant moment(String text, ZoneId zone) {
        var day = day(text);
        if (text.length() == 10) {
            return day.atStartOfDay(zone).toInstant();
        }
        var matcher = FORM.matcher(text);
        return matcher.matches() && matcher.group(2) != null
                ? OffsetDateTime.parse(text, WITH_OFFSET).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
