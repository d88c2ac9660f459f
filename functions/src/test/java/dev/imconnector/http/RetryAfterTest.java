package dev.imconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "30 | 30",
                "' 30 ' | 30",
                "007 | 7",
                "0000000000030 | 30",
                "3600 | 3600",
                "12.5 | 13",
                "0.2 | 1",
                "12.000 | 12",
                "3599.5 | 3600",
                "99999999999.5 | 3600",
                "3601 | 3600",
                "999999999 | 3600",
                "1000000000 | 3600",
                "1000000000000 | 3600",
                "99999999999999999999999999 | 3600",
                "Sun, 06 Nov 1994 08:49:37 GMT | 37",
                "Sun Nov  6 08:49:37 1994 | 37",
                "Sun, 06 Nov 1994 08:48:00 GMT | 0",
                "Sun, 06 Nov 1994 08:49:00 GMT | 0",
                "Mon, 07 Nov 1994 08:49:00 GMT | 3600",
                "Sun, 06 Nov 9994 08:49:00 GMT | 3600",
            })
    void seconds_and_dates_are_read_and_bounded(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void the_obsolete_form_with_two_digits_of_the_year_means_this_century() {
        assertThat(RetryAfter.parse("Friday, 06-Nov-26 08:49:37 GMT", Instant.parse("2026-11-06T08:49:00Z")))
                .contains(Duration.ofSeconds(37));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0",
                "+5",
                "1.",
                ".5",
                "1,5",
                "-1.5",
                "1e3",
                "30s",
                "0x10",
                "soon",
                "٣",
                "Sun, 99 Nov 1994 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 PST",
                "30, 40"
            })
    void what_is_negative_or_garbage_is_ignored(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }

    @Property
    void no_text_breaks_it_and_nothing_is_longer_than_an_hour(@ForAll String value) {
        assertThat(RetryAfter.parse(value, NOW).orElse(Duration.ZERO)).isBetween(Duration.ZERO, RetryAfter.LONGEST);
    }

    @Test
    void a_date_counts_from_the_answers_own_date_so_that_clocks_may_differ() {
        var answer = answer(Map.of(
                "Retry-After", List.of("Sun, 06 Nov 1994 08:49:37 GMT"),
                "Date", List.of("Sun, 06 Nov 1994 08:49:30 GMT")));

        assertThat(RetryAfter.of(answer, Instant.EPOCH)).contains(Duration.ofSeconds(7));
    }

    @Test
    void without_a_date_of_its_own_it_counts_from_our_clock() {
        assertThat(RetryAfter.of(answer(Map.of("retry-after", List.of("Sun, 06 Nov 1994 08:49:37 GMT"))), NOW))
                .contains(Duration.ofSeconds(37));
        assertThat(RetryAfter.of(
                        answer(Map.of(
                                "retry-after", List.of("Sun, 06 Nov 1994 08:49:37 GMT"), "Date", List.of("today"))),
                        NOW))
                .contains(Duration.ofSeconds(37));
    }

    @Test
    void an_absent_header_is_no_hint() {
        assertThat(RetryAfter.of(answer(Map.of()), NOW)).isEqualTo(Optional.empty());
    }

    private static HttpAnswer answer(Map<String, List<String>> headers) {
        return new HttpAnswer(429, headers, new byte[0], NOW);
    }
}
