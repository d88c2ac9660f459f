package dev.imconnector.im.dialect.tenant.wire;

import com.fasterxml.jackson.databind.JsonNode;
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
public record TenantPeriod(
        String seq, String name, String calendar, String calendarSeq, LocalDate start, LocalDate end) {

    /**
     * Reads a row. Whether a tenant's {@code endDate} is the last day or the day after it only several periods show.
     *
     * @return with {@code end} as it is written; empty when the row lacks its name or days
     */
    static Optional<TenantPeriod> read(JsonNode row) {
        var seq = row.path("periodSeq").asText("");
        var name = row.path("name").asText("");
        var calendar = Reference.of(row.path("calendar"));
        var start = TenantDate.day(row.path("startDate").textValue());
        var end = TenantDate.day(row.path("endDate").textValue());
        var calendarSeq = calendar.flatMap(each -> each.seq("calendarSeq")).orElse("");
        var calendarName = calendar.flatMap(each -> each.field("name")).orElse(calendarSeq);
        return seq.isEmpty() || name.isEmpty() || start.isEmpty() || end.isEmpty()
                ? Optional.empty()
                : Optional.of(new TenantPeriod(seq, name, calendarName, calendarSeq, start.get(), end.get()));
    }

    public boolean holds(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end);
    }

    long days() {
        return ChronoUnit.DAYS.between(start, end);
    }

    TenantPeriod endingAfter(LocalDate lastDay) {
        return new TenantPeriod(seq, name, calendar, calendarSeq, start, lastDay.plusDays(1));
    }
}
