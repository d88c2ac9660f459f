package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On which day a credit falls, from the date that an export writes. */
class MappedDatesTest {

    private static final List<String> HEADER = List.of("Closed");

    private static MappedRows dates(String options) {
        return new MappedRows().with("transactionDate", "{column: Closed, " + options + "}");
    }

    private static String day(String options, String written) {
        return dates(options).credit(HEADER, written).transactionDate();
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1000, 1, 1).toEpochDay(),
                        LocalDate.of(9999, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Property(tries = 200)
    void any_day_that_is_written_by_a_pattern_is_read_as_that_day(
            @ForAll("days") LocalDate day, @ForAll("patterns") String pattern) {
        var written = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                .format(day);

        assertThat(day("pattern: '" + pattern + "'", written)).isEqualTo(day.toString());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("dd.MM.yyyy", "M/d/yyyy", "yyyyMMdd", "d-MMM-yyyy", "EEEE, d MMMM yyyy", "yyyy.DDD");
    }

    @Property(tries = 200)
    void a_text_that_the_pattern_does_not_write_is_no_day(@ForAll("almostDays") String text) {
        var wellFormed = text.matches("(0[1-9]|[12][0-9]|3[01])\\.(0[1-9]|1[0-2])\\.[0-9]{4}");
        Assume.that(!wellFormed && !text.isBlank());

        var rejection = dates("pattern: dd.MM.yyyy").rejection(HEADER, text);

        assertThat(rejection.code()).isEqualTo("DATE_INVALID");
    }

    @Provide
    Arbitrary<String> almostDays() {
        return Arbitraries.strings().withChars("0123.- ").ofMaxLength(11);
    }

    @ParameterizedTest
    @CsvSource({"31.02.2026", "29.02.2025", "00.03.2026", "1.3.2026", "31.13.2026", "31.03.26", "31.03.2026 10:00"})
    void a_day_that_does_not_exist_is_not_moved_to_one_that_does(String written) {
        assertThat(dates("pattern: dd.MM.yyyy").rejection(HEADER, written).reason())
                .isEqualTo("transactionDate from 'Closed': '" + written + "' is not a date of the form dd.MM.yyyy");
    }

    @Test
    void a_year_of_two_digits_is_of_this_century() {
        assertThat(day("pattern: dd.MM.yy", "31.03.99")).isEqualTo("2099-03-31");
    }

    @Test
    void names_are_of_the_locale_and_with_any_capitals() {
        assertThat(day("pattern: d. MMMM yyyy, locale: de", "3. märz 2026")).isEqualTo("2026-03-03");
        assertThat(day("pattern: d MMM yyyy", "3 MAR 2026")).isEqualTo("2026-03-03");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-31 23:30, Europe/Berlin, Europe/Berlin, 2026-03-31",
        "2026-03-31 23:30, UTC, Europe/Berlin, 2026-04-01",
        "2026-04-01 00:30, Europe/Berlin, UTC, 2026-03-31",
        "2026-03-31 23:30, America/New_York, UTC, 2026-04-01",
        // Skipped by the clock of Berlin, but the day is plain.
        "2026-03-29 02:30, Europe/Berlin, Europe/Berlin, 2026-03-29",
        // There twice, on the same day.
        "2026-10-25 02:30, Europe/Berlin, UTC, 2026-10-25"
    })
    void a_time_without_an_offset_is_of_its_zone_and_counts_in_the_zone_of_the_day(
            String written, String zone, String dayZone, String day) {
        assertThat(day("pattern: 'yyyy-MM-dd HH:mm', zone: " + zone + ", dayZone: " + dayZone, written))
                .isEqualTo(day);
    }

    @Test
    void a_time_that_does_not_exist_has_no_day_elsewhere() {
        var options = "pattern: 'yyyy-MM-dd HH:mm', zone: Europe/Berlin, dayZone: UTC";

        assertThat(dates(options).rejection(HEADER, "2026-03-29 02:30").reason())
                .endsWith("is not a date of the form yyyy-MM-dd HH:mm in Europe/Berlin");
    }

    /** Sao Paulo put its clock back at midnight, so the hour before is there twice; two hours west of UTC midnight is between. */
    @Test
    void a_time_that_is_there_twice_has_no_day_when_the_two_fall_on_different_days() {
        var options = "pattern: 'yyyy-MM-dd HH:mm', zone: America/Sao_Paulo, dayZone: ";

        assertThat(day(options + "Asia/Tokyo", "2019-02-16 23:30")).isEqualTo("2019-02-17");
        assertThat(dates(options + "Etc/GMT+2")
                        .rejection(HEADER, "2019-02-16 23:30")
                        .code())
                .isEqualTo("DATE_INVALID");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-31T23:30+02:00, , 2026-03-31",
        "2026-03-31T23:30+02:00, UTC, 2026-03-31",
        "2026-04-01T00:30+02:00, UTC, 2026-03-31",
        "2026-03-31T23:30Z, Europe/Berlin, 2026-04-01"
    })
    void a_time_with_an_offset_counts_as_written_or_in_the_zone_of_the_day(String written, String dayZone, String day) {
        var options = "pattern: \"yyyy-MM-dd'T'HH:mmXXX\"" + (dayZone == null ? "" : ", dayZone: " + dayZone);

        assertThat(day(options, written)).isEqualTo(day);
    }

    @Property(tries = 200)
    void a_period_is_made_of_the_day(@ForAll("days") LocalDate day) {
        var credit = new MappedRows()
                .with("transactionDate", "{column: Closed, pattern: dd.MM.yyyy}")
                .with("periodId", "{fromDate: \"yyyy-'Q'q\"}")
                .credit(HEADER, DateTimeFormatter.ofPattern("dd.MM.uuuu").format(day));

        assertThat(credit.periodId()).isEqualTo("%04d-Q%d".formatted(day.getYear(), (day.getMonthValue() + 2) / 3));
    }

    @Test
    void without_a_pattern_an_iso_date_stays_as_it_is_and_still_makes_a_period() {
        var credit = new MappedRows()
                .with("transactionDate", "{column: Closed}")
                .with("periodId", "{fromDate: yyyy-MM}")
                .credit(HEADER, "2026-03-31T10:00:00+02:00");

        assertThat(credit.transactionDate()).isEqualTo("2026-03-31T10:00:00+02:00");
        assertThat(credit.periodId()).isEqualTo("2026-03");
    }

    @Test
    void a_period_of_a_date_that_is_none_says_so() {
        var reason = new MappedRows()
                .with("transactionDate", "{column: Closed}")
                .with("periodId", "{fromDate: yyyy-MM}")
                .rejection(HEADER, "yesterday")
                .reason();

        assertThat(reason).contains("periodId is derived from the transactionDate, which is not a date");
    }
}
