package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A period of a calendar.
 *
 * @param seq the number that the tenant knows it by
 * @param name as people write it, such as {@code 2026-03} or {@code March 2026}
 * @param calendar the name of its calendar; the seq where the tenant shows no name
 * @param calendarSeq the number that the tenant knows the calendar by; empty where it shows none
 * @param start its first day
 * @param end the day after its last
 */
record TenantPeriod(String seq, String name, String calendar, String calendarSeq, LocalDate start, LocalDate end) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a row. Whether a tenant's {@code endDate} is the last day or the day after it only several periods show.
     *
     * @param row one JSON object
     * @return with {@code end} as it is written; empty when the row lacks its name or days
     */
    static Optional<TenantPeriod> read(String row) {
        String seq = null;
        String name = null;
        var calendar = Optional.<Reference>empty();
        var start = Optional.<LocalDate>empty();
        var end = Optional.<LocalDate>empty();
        try (var json = JSON.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "periodSeq" -> seq = json.getValueAsString();
                    case "name" -> name = json.getValueAsString();
                    case "startDate" -> start = TenantDate.day(json.getValueAsString());
                    case "endDate" -> end = TenantDate.day(json.getValueAsString());
                    case "calendar" -> calendar = Reference.read(json);
                    default -> {}
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
        var calendarSeq = calendar.flatMap(each -> each.seq("calendarSeq")).orElse("");
        var calendarName = calendar.flatMap(each -> each.field("name")).orElse(calendarSeq);
        return seq != null && name != null && start.isPresent() && end.isPresent()
                ? Optional.of(new TenantPeriod(seq, name, calendarName, calendarSeq, start.get(), end.get()))
                : Optional.empty();
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end);
    }

    long days() {
        return ChronoUnit.DAYS.between(start, end);
    }

    TenantPeriod endingAfter(LocalDate lastDay) {
        return new TenantPeriod(seq, name, calendar, calendarSeq, start, lastDay.plusDays(1));
    }
}
