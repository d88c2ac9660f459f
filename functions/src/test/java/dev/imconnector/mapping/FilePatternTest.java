package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For which files a mapping is. */
class FilePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything.csv",
        "crm-*.csv, crm-20260401.csv",
        "crm-*.csv, crm-.csv",
        "crm-*.csv, crm-20260401.csv.gz",
        "crm-?.csv, crm-1.csv",
        "*.csv, a.b.csv",
        "a+b(1).csv, a+b(1).csv",
        "[a].csv, [a].csv"
    })
    void it_fits(String pattern, String name) {
        assertThat(FilePattern.of(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "crm-*.csv, CRM-1.csv",
        "crm-*.csv, xcrm-1.csv",
        "crm-*.csv, crm-1.csv.bak",
        "crm-*.csv, crm-1-csv",
        "crm-?.csv, crm-10.csv",
        "crm-?.csv, crm-.csv",
        "[a].csv, a.csv",
        "*.csv, a.jsonl"
    })
    void it_does_not_fit(String pattern, String name) {
        assertThat(FilePattern.of(pattern).matches(name)).isFalse();
    }

    @Property
    void without_a_wildcard_it_fits_that_name_alone(@ForAll String name, @ForAll String other) {
        var literal = name.replace('*', '+').replace('?', '.').replace(".gz", "");

        assertThat(FilePattern.of(literal).matches(literal)).isTrue();
        assertThat(FilePattern.of(literal).matches(literal + other + "x")).isFalse();
    }

    @Property
    void an_asterisk_stands_for_whatever_is_there(@ForAll String middle) {
        assertThat(FilePattern.of("a*z").matches("a" + middle + "z")).isTrue();
    }
}
