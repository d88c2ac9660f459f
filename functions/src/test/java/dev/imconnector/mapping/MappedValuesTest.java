package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.imconnector.credit.AdditionalField;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the values of a record: found, joined, looked up, or rejected with a reason that names the column. */
class MappedValuesTest {

    private final MappedRows rows = new MappedRows();

    @Property
    void a_column_gives_its_value_without_the_blanks_around_it(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String value) {
        var credit = new MappedRows()
                .with("participantId", "{column: Rep}")
                .credit(List.of("Other", "Rep"), "x", " \u00a0" + value + "\t");

        assertThat(credit.participantId()).isEqualTo(value);
    }

    @Test
    void a_blank_column_is_missing_and_the_reason_names_it() {
        var rejection = rows.with("participantId", "{column: Rep}").rejection(List.of("Rep"), " ");

        assertThat(rejection.code()).isEqualTo("FIELD_MISSING");
        assertThat(rejection.reason()).isEqualTo("participantId is missing: the column 'Rep' is blank");
    }

    @Test
    void a_record_that_ends_before_the_column_counts_as_blank() {
        assertThat(rows.with("participantId", "{column: Rep}")
                        .rejection(List.of("Order", "Rep"), "O-1")
                        .code())
                .isEqualTo("FIELD_MISSING");
    }

    @Test
    void columns_are_joined_in_the_order_of_the_mapping() {
        var credit = rows.with("sourceRef", "{columns: [Line, Order], separator: '-'}")
                .credit(List.of("Order", "Line"), " O ", "7");

        assertThat(credit.sourceRef()).isEqualTo("7-O");
    }

    @Test
    void a_part_that_is_blank_is_not_joined_over() {
        var reason = rows.with("sourceRef", "{columns: [Order, Line], separator: ''}")
                .rejection(List.of("Order", "Line"), "O", " ")
                .reason();

        assertThat(reason).isEqualTo("sourceRef is joined from 'Order', 'Line', of which none may be blank");
    }

    @Test
    void a_constant_is_the_same_for_all() {
        assertThat(rows.with("currencyCode", "{constant: ' USD '}")
                        .credit(List.of("x"), "y")
                        .currencyCode())
                .isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource({"upper, STRASSE-1, stra\u00dfe-1", "lower, p-1, P-1", "upper, I, i"})
    void letters_are_turned_without_regard_to_the_language_of_the_machine(
            String letterCase, String made, String found) {
        assertThat(rows.with("participantId", "{column: Rep, case: " + letterCase + "}")
                        .credit(List.of("Rep"), found)
                        .participantId())
                .isEqualTo(made);
    }

    @Test
    void a_value_is_looked_up_exactly_after_its_letters_are_turned() {
        rows.with("currencyCode", "{column: C, case: lower, lookup: {table: {euro: EUR, us dollar: USD}}}");

        assertThat(rows.credit(List.of("C"), "US Dollar").currencyCode()).isEqualTo("USD");
        assertThat(rows.rejection(List.of("C"), "Euros"))
                .extracting("code", "reason")
                .containsExactly(
                        "LOOKUP_MISS",
                        "currencyCode from 'C': 'euros' is not among the 2 keys of the mapping's table (euro, us dollar)");
    }

    @Test
    void a_default_is_for_values_that_the_table_has_not_and_not_for_blanks() {
        rows.with("currencyCode", "{column: C, lookup: {table: {Euro: EUR}, default: CHF}}");

        assertThat(rows.credit(List.of("C"), "Franken").currencyCode()).isEqualTo("CHF");
        assertThat(rows.rejection(List.of("C"), "").code()).isEqualTo("FIELD_MISSING");
    }

    @Test
    void a_table_may_be_a_file_with_columns_of_its_own() {
        rows.table("c.csv", "\ufeffnote, iso ,name\n\"a, b\", EUR , Euro \nx,USD,Dollar\ny,USD,Dollar\n")
                .with("currencyCode", "{column: C, lookup: {file: c.csv, key: name, value: iso}}");

        assertThat(rows.credit(List.of("C"), " Euro ").currencyCode()).isEqualTo("EUR");
        assertThat(rows.rejection(List.of("C"), "Yen").reason())
                .isEqualTo("currencyCode from 'C': 'Yen' is not among the 2 keys of c.csv (Euro, Dollar)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            H | 10.50  | -10.50
            S | 10.50  | 10.50
            S | -10.50 | -10.50
            """)
    void a_sign_column_says_whether_a_number_is_negative(String sign, String found, String amount) {
        rows.with("amount", "{column: A, sign: {column: SH, negative: [H], positive: [S]}}");

        assertThat(rows.credit(List.of("A", "SH"), found, sign).amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            H  | -1 | amount is negative by its sign column 'SH' and itself (-1)
            X  | 1  | amount has no sign by its sign column 'SH': 'X' is neither of 'H' nor of 'S'
            '' | 1  | amount has no sign by its sign column 'SH': '' is neither of 'H' nor of 'S'
            """)
    void a_sign_that_is_not_clear_is_not_guessed(String sign, String found, String reason) {
        rows.with("amount", "{column: A, sign: {column: SH, negative: [H], positive: [S]}}");

        assertThat(rows.rejection(List.of("A", "SH"), found, sign))
                .extracting("code", "reason")
                .containsExactly("SIGN_UNCLEAR", reason);
    }

    @Test
    void a_number_of_another_form_is_rejected_with_an_example() {
        rows.with("amount", "{column: A, decimal: ',', thousands: '.', minus: trailing}");

        assertThat(rows.credit(List.of("A"), "1.234,50-").amount()).isEqualTo("-1234.50");
        assertThat(rows.rejection(List.of("A"), "1,234.50").reason())
                .isEqualTo("amount from 'A': '1,234.50' is not a number of the form 1.234,50-");
    }

    @Test
    void fields_beside_the_six_have_their_type_and_an_optional_one_that_is_blank_is_left_out() {
        rows.withAdditional("units", "{type: number, column: U, decimal: ','}")
                .withAdditional("since", "{type: date, column: D, pattern: dd.MM.yyyy}")
                .withAdditional("renewal", "{type: boolean, column: R, 'true': [X], 'false': [N]}")
                .withAdditional("note", "{type: text, column: T}");

        var credit = rows.credit(List.of("U", "D", "R", "T"), "1,5", "31.03.2026", "X", "");

        assertThat(credit.additional())
                .extracting(AdditionalField::name, AdditionalField::type, AdditionalField::value)
                .containsExactly(
                        tuple("units", AdditionalField.Type.NUMBER, "1.5"),
                        tuple("since", AdditionalField.Type.DATE, "2026-03-31"),
                        tuple("renewal", AdditionalField.Type.BOOLEAN, "true"));
    }

    @Test
    void an_optional_field_that_holds_what_cannot_be_used_is_a_reject_all_the_same() {
        rows.withAdditional("renewal", "{type: boolean, column: R, 'true': [X], 'false': [N]}");

        assertThat(rows.rejection(List.of("R"), "maybe"))
                .extracting("code", "reason")
                .containsExactly("FLAG_UNKNOWN", "renewal from 'R': 'maybe' is neither of 'X' nor of 'N'");
    }

    @Test
    void a_required_field_that_is_blank_is_a_reject() {
        rows.withAdditional("note", "{type: text, column: T, required: true}");

        assertThat(rows.rejection(List.of("T"), " ").reason()).isEqualTo("note is missing: the column 'T' is blank");
    }

    @Test
    void all_that_is_wrong_with_a_record_is_said_at_once() {
        rows.with("amount", "{column: A}").with("currencyCode", "{column: C, lookup: {table: {Euro: EUR}}}");

        assertThat(rows.rejection(List.of("A", "C"), "ten", "Yen").reason()).contains("amount", "currencyCode");
    }
}
