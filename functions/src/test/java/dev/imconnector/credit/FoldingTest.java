package dev.imconnector.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Close Date",
                "Close\u00a0Date",
                "Close\u202fDate",
                "Close  Date",
                "Close\nDate",
                "Close\r\nDate",
                "Close\tDate",
                "\u200eClose Date\u200e",
                "\ufeffClose Date",
                "Clo\u00adse Date",
                " Close Date\u3000",
                "Close\u2028Date"
            })
    void texts_that_look_alike_are_equal(String text) {
        assertThat(Folding.fold(text)).isEqualTo("Close Date");
    }

    @ParameterizedTest
    @CsvSource({
        "W\u00e4hrung, Wa\u0308hrung",
        "pre-tax, pre\u2010tax",
        "-5, \u22125",
        "2026-03, 2026\u201303",
        "Owner's, Owner\u2019s"
    })
    void composed_letters_hyphens_and_apostrophes_are_one(String one, String other) {
        assertThat(Folding.fold(other)).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close date", "CloseDate", "Close_Date", "Closé Date", "Close Dat\u0435"})
    void texts_that_look_different_stay_different_and_so_do_letters_of_another_script(String text) {
        assertThat(Folding.fold(text)).isNotEqualTo("Close Date");
    }

    @Property
    void folding_twice_is_folding_once(@ForAll String text) {
        assertThat(Folding.fold(Folding.fold(text))).isEqualTo(Folding.fold(text));
    }

    @Property
    void the_normal_form_never_matters(@ForAll String text) {
        assertThat(Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFC)));
    }

    @Test
    void nothing_stays_nothing() {
        assertThat(Folding.fold(null)).isNull();
        assertThat(Folding.fold("")).isEmpty();
        assertThat(Folding.fold(" \u00a0")).isEmpty();
    }
}
