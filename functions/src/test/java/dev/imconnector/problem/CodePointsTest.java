package dev.imconnector.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePointsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5:05\u202fPM      | ' (with U+202F)'
            A\u00a0B          | ' (with U+00A0)'
            A\u200bB          | ' (with U+200B)'
            \u22125.00        | ' (with U+2212)'
            Wa\u0308hrung     | ' (with U+0308)'
            \u0410-1x         | ' (with U+0410)'
            a\u2013b\u2014c   | ' (with U+2013, U+2014)'
            x\u2010\u2011\u2012\u2013\u2014\u2015 | ' (with U+2010, U+2011, U+2012, U+2013, U+2014, …)'
            """)
    void what_the_eye_does_not_tell_is_named(String text, String named) {
        assertThat(CodePoints.of(text)).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Close Date", "Verkäufer", "Заказ 5", "12,50 €", "", "売上"})
    void what_it_does_tell_is_not(String text) {
        assertThat(CodePoints.of(text)).isEmpty();
    }
}
