package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifeTest {

    private static Duration life(String json) throws JsonProcessingException {
        return TokenLife.of(
                new ObjectMapper().readTree("{\"expires_in\":" + json + "}").path("expires_in"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1799, 1799",
        "1800, 1800",
        "1800.9, 1800",
        "1.8e3, 1800",
        "\"1800\", 1800",
        "\" 1800 \", 1800",
        "\"1800.5\", 1800",
        "86399, 86399",
        "86400, 86400",
        "86401, 86400",
        "31536000, 86400",
        "9223372036854775807, 86400",
        "9223372036854775808, 86400",
        "1e300, 86400",
        "1e999999, 86400",
        "\"99999999999999999999999\", 86400"
    })
    void a_number_or_a_text_that_is_one_is_taken_up_to_a_day(String json, long seconds) throws Exception {
        assertThat(life(json)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-1800",
                "0.9",
                "-1e999999",
                "\"0\"",
                "\"-5\"",
                "\"\"",
                "\"soon\"",
                "\"1e3\"",
                "\"0x10\"",
                "null",
                "true",
                "[1800]",
                "{\"seconds\":1800}",
                "\"NaN\"",
                "\"Infinity\""
            })
    void zero_negative_and_whatever_is_no_number_counts_as_five_minutes(String json) throws Exception {
        assertThat(life(json)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_missing_one_counts_as_five_minutes() throws Exception {
        assertThat(TokenLife.of(new ObjectMapper().readTree("{}").path("expires_in")))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Property
    void every_life_is_between_a_second_and_a_day(@ForAll long seconds) throws Exception {
        assertThat(life(Long.toString(seconds))).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
    }

    @Property
    void what_is_within_a_day_is_taken_at_its_word(@ForAll @LongRange(min = 1, max = 86_400) long seconds)
            throws Exception {
        assertThat(life("\"" + seconds + "\""))
                .isEqualTo(life(Long.toString(seconds)))
                .hasSeconds(seconds);
    }
}
