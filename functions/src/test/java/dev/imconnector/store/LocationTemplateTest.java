package dev.imconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTemplateTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/exports/{date}/, s3://bucket/exports/2026-03-01/, s3://bucket/exports/",
        "s3://bucket/exports/credits-{date:yyyyMMdd}.csv.gz, s3://bucket/exports/credits-20260301.csv.gz,"
                + " s3://bucket/exports/",
        "s3://bucket/{date:yyyy}/{date:MM}/{date:dd}/, s3://bucket/2026/03/01/, s3://bucket/",
        "s3://bucket/{date:yyyy/MM/dd}/credits.csv, s3://bucket/2026/03/01/credits.csv, s3://bucket/",
        "s3://bucket/{date:YYYY-'W'ww-e}/, s3://bucket/2026-W10-1/, s3://bucket/",
        "s3://bucket/credits.csv, s3://bucket/credits.csv, s3://bucket/",
        "file:///data/crm%20out/{date}.csv, file:///data/crm%20out/2026-03-01.csv, file:///data/crm%20out/",
        "file:///data/credits.csv, file:///data/credits.csv, file:///data/",
        "file:///{date}.csv, file:///2026-03-01.csv, file:///",
    })
    void the_date_takes_its_place_and_what_is_before_it_is_fixed(String template, String expanded, String fixed) {
        var parsed = LocationTemplate.parse(template);

        assertThat(parsed.expand(DATE)).isEqualTo(Location.parse(expanded));
        assertThat(parsed.fixedPart()).isEqualTo(Location.parse(fixed));
        assertThat(parsed).hasToString(template);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3://bucket/exports/            | needs the whole business date
            s3://bucket                     | needs the whole business date
            s3://bucket/{date:yyyy-MM}/     | needs the whole business date
            s3://bucket/{date:dd}/          | needs the whole business date
            s3://bucket/{date:EEEE}/        | needs the whole business date
            s3://bucket/{date:YYYY-MM-dd}/  | 'Y' is the year of a week
            s3://bucket/{date:HH}.csv       | is not a date pattern
            s3://bucket/{date:foo}.csv      | is not a date pattern
            s3://bucket/{date:'..'}/x.csv   | '..' segment
            s3://bucket/{day}.csv           | only {date} and {date:pattern}
            s3://bucket/{date.csv           | only {date} and {date:pattern}
            s3://bucket/date}.csv           | only {date} and {date:pattern}
            s3://bucket/{date:}.csv         | only {date} and {date:pattern}
            s3://{date}/credits.csv         | the date stands before the path
            {date}/credits.csv              | neither s3://bucket/key nor file:///path
            """)
    void what_cannot_be_used_is_refused_with_its_reason(String template, String why) {
        assertThatThrownBy(() -> LocationTemplate.parse(template))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/exports/late.csv",
                "s3://bucket/exports/2026-02-27/",
                "s3://bucket/exports/deep/er/x.csv"
            })
    void an_event_may_name_what_lies_under_the_fixed_part(String location) {
        var template = LocationTemplate.parse("s3://bucket/exports/{date}/");

        assertThat(template.contains(Location.parse(location))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/exports-other/x.csv",
                "s3://bucket/x.csv",
                "s3://bucket2/exports/x.csv",
                "file:///exports/x.csv"
            })
    void an_event_may_not_name_anything_else(String location) {
        var template = LocationTemplate.parse("s3://bucket/exports/{date}/");

        assertThat(template.contains(Location.parse(location))).isFalse();
    }

    @Property
    void every_date_expands_to_a_location_of_its_own_under_the_fixed_part(
            @ForAll @DateRange(min = "1970-01-01", max = "2099-12-31") LocalDate date) {
        var template = LocationTemplate.parse("file:///data/{date:yyyyMMdd}/");

        var expanded = template.expand(date);

        assertThat(template.contains(expanded)).isTrue();
        assertThat(expanded).isNotEqualTo(template.expand(date.plusDays(1)));
    }
}
