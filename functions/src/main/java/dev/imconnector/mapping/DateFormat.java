package dev.imconnector.mapping;

import dev.imconnector.credit.Folding;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Objects;

/**
 * How an export writes dates, and on which day one falls. Immutable; safe for use by several threads.
 *
 * @param pattern as written in the mapping
 * @param formatter of the pattern, strict
 * @param kind what the pattern holds
 * @param zone in which times without an offset are meant, or null
 * @param dayZone in which the day counts, or null for the day as written
 */
record DateFormat(String pattern, DateTimeFormatter formatter, Kind kind, ZoneId zone, ZoneId dayZone)
        implements DateReading {

    /** What a pattern holds. */
    enum Kind {
        DATE,
        LOCAL_TIME,
        OFFSET_TIME
    }

    /** The ISO date, or null when the text is not of that form, or its time is one that the zone skips or has twice. */
    @Override
    public String isoDate(String written) {
        var text = Folding.fold(written);
        try {
            var day = switch (kind) {
                case DATE -> formatter.parse(text, LocalDate::from);
                case LOCAL_TIME -> dayOf(formatter.parse(text, LocalDateTime::from));
                case OFFSET_TIME -> dayOf(formatter.parseBest(text, ZonedDateTime::from, OffsetDateTime::from));
            };
            return day == null ? null : day.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private LocalDate dayOf(LocalDateTime time) {
        if (dayZone.equals(zone)) {
            return time.toLocalDate();
        }
        LocalDate found = null;
        for (var offset : zone.getRules().getValidOffsets(time)) {
            var day = time.atOffset(offset).atZoneSameInstant(dayZone).toLocalDate();
            if (found != null && !Objects.equals(found, day)) {
                return null;
            }
            found = day;
        }
        return found;
    }

    private LocalDate dayOf(TemporalAccessor time) {
        var offset = OffsetDateTime.from(time);
        return dayZone == null
                ? offset.toLocalDate()
                : offset.atZoneSameInstant(dayZone).toLocalDate();
    }

    @Override
    public String describe() {
        return switch (kind) {
            case DATE, OFFSET_TIME -> pattern;
            case LOCAL_TIME -> pattern + " in " + zone;
        };
    }
}
