package dev.imconnector.problem;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil\",\"look\")",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd|' /C calc'!A0",
                "@SUM(1+1)*cmd|' /C calc'!A0",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "\tA",
                "  =1+1",
                "\u00a0=1+1",
                "\u200b=1+1",
                "\ufeff=1+1",
                "'=1+1",
                "' =1+1",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1A",
                "\uff20A1",
                "-",
                "=",
                "-A1",
                "-1E5",
                "-1-1",
                "+49 (0)89 1",
                "-5 EUR",
                "--5"
            })
    void what_a_spreadsheet_could_run_gets_an_apostrophe_that_can_be_taken_off(String formula) {
        assertThat(CellGuard.putOn(formula)).isEqualTo("'" + formula);
        assertThat(CellGuard.takenOff("'" + formula)).isEqualTo(formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-150.25",
                "+1",
                "-1,234.50",
                "-1.234,50",
                "-1'234.50",
                "-1\u202f234,50",
                "\u22125",
                "0",
                "-.5",
                "A=1",
                "O'Brien",
                "'1234",
                "''",
                "",
                " ",
                "(5)",
                "5-",
                "2026-03-01",
                "\u20ac-5"
            })
    void numbers_and_usual_texts_stay_as_they_are(String text) {
        assertThat(CellGuard.putOn(text)).isEqualTo(text);
        assertThat(CellGuard.takenOff(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.strings()
                .withChars("=+-@'\t\r\n\u00a0\u200b\uff1d\uff0d\u2212 0123.,aZ\"")
                .ofMaxLength(8);
    }

    @Property
    void a_guard_that_is_put_on_can_be_taken_off_whatever_the_text(@ForAll("cells") String text) {
        assertThat(CellGuard.takenOff(CellGuard.putOn(text))).isEqualTo(text);
    }

    @Property
    void what_is_guarded_begins_with_no_sign_of_a_formula_unless_it_is_a_number(@ForAll("cells") String text) {
        var guarded = CellGuard.putOn(text);
        if (!guarded.isEmpty() && "=+-@\t\r\n\uff1d\uff0d".indexOf(guarded.charAt(0)) >= 0) {
            assertThat(guarded.substring(1)).matches("[0-9.,' \u00a0]+");
        }
    }

    @Property
    void a_number_is_never_touched(@ForAll long whole, @ForAll("fractions") String fraction) {
        var number = whole + fraction;
        assertThat(CellGuard.putOn(number)).isEqualTo(number);
        assertThat(CellGuard.takenOff(number)).isEqualTo(number);
    }

    @Provide
    Arbitrary<String> fractions() {
        return Arbitraries.of("", ".5", ",50", ".123456789");
    }
}
