package dev.imconnector.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, -1, 2026-03-02T04:15:00Z, 2026-03-01",
        "UTC, 0, 2026-03-02T04:15:00Z, 2026-03-02",
        "America/New_York, -1, 2026-03-02T04:15:00Z, 2026-02-28",
        "Pacific/Auckland, -1, 2026-03-01T15:15:00Z, 2026-03-01",
        "Europe/Berlin, -1, 2026-03-29T02:15:00Z, 2026-03-28",
        "Europe/Berlin, -1, 2027-12-31T23:00:00Z, 2027-12-31",
    })
    void the_business_date_is_the_scheduled_day_in_the_zone_plus_the_offset(
            ZoneId zone, int offset, Instant scheduled, LocalDate expected) {
        assertThat(new BusinessCalendar(zone, offset).businessDate(scheduled)).isEqualTo(expected);
    }
}
