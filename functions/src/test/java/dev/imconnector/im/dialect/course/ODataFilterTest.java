package dev.imconnector.im.dialect.course;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ODataFilterTest {

    @Example
    void a_value_is_quoted_so_that_it_stays_a_value() {
        assertThat(ODataFilter.equal("name", "O'Brien")).isEqualTo("name eq 'O''Brien'");
        assertThat(ODataFilter.quoted("' or 1 eq 1 or name eq '")).isEqualTo("''' or 1 eq 1 or name eq '''");
    }

    @Property
    void a_quoted_value_has_no_single_quote_that_could_end_it(@ForAll String value) {
        var inside = ODataFilter.quoted(value);
        inside = inside.substring(1, inside.length() - 1);

        assertThat(inside.replace("''", "")).doesNotContain("'");
        assertThat(inside.replace("''", "'")).isEqualTo(value);
    }
}
