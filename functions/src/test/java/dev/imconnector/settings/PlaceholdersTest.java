package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids stand for no value, by default, and which only look as if they did. */
class PlaceholdersTest {

    private static final Pattern PATTERN = Pattern.compile(Placeholders.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NULL",
                "null",
                "\\N",
                "<null>",
                "(blank)",
                "None",
                "nil",
                "NaN",
                "undefined",
                "n/a",
                "N.A.",
                "TBD",
                "[object Object]",
                "#N/A",
                "#REF!",
                "#BEZUG!",
                "#DIV/0!",
                "########",
                "-",
                "???",
                "0",
                "0000",
                "00000000-0000-0000-0000-000000000000",
                "1.23457E+11",
                "1,23457E+11",
                "4E+15"
            })
    void stands_for_no_value(String id) {
        assertThat(PATTERN.matcher(id).matches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NULL-1",
                "Nullmeyer",
                "A-1",
                "00A1",
                "0004711",
                "12E4",
                "1E5",
                "#4711",
                "00k5g000001AbCdAAK",
                "00000000-0000-0000-0000-000000000001",
                "Nina",
                "B\u00fcro-1"
            })
    void is_an_id(String id) {
        assertThat(PATTERN.matcher(id).matches()).isFalse();
    }
}
