package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.mapping.AmountFormat.Minus;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as exports write them. */
class AmountFormatTest {

    private static final AmountFormat GERMAN = new AmountFormat(',', '.', Minus.LEADING);

    @Provide
    Arbitrary<AmountFormat> formats() {
        return Combinators.combine(
                        Arbitraries.of('.', ','),
                        Arbitraries.of('.', ',', ' ', '\'', '_', AmountFormat.NONE),
                        Arbitraries.of(Minus.class))
                .as(AmountFormat::new)
                .filter(format -> format.decimal() != format.thousands());
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999999999"), new BigDecimal("99999999999"))
                .ofScale(3);
    }

    /** As a spreadsheet set to that format writes it. */
    private static String written(BigDecimal number, AmountFormat format) {
        var plain = number.abs().toPlainString();
        var point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        if (format.thousands() != AmountFormat.NONE) {
            whole = whole.replaceAll("(?<=[0-9])(?=(?:[0-9]{3})+$)", String.valueOf(format.thousands()));
        }
        var text = point < 0 ? whole : whole + format.decimal() + plain.substring(point + 1);
        if (number.signum() >= 0) {
            return text;
        }
        return switch (format.minus()) {
            case LEADING -> "-" + text;
            case TRAILING -> text + "-";
            case PARENTHESES -> "(" + text + ")";
        };
    }

    @Property
    void whatever_is_written_in_a_format_is_read_with_the_same_digits(
            @ForAll("numbers") BigDecimal number, @ForAll("formats") AmountFormat format) {
        assertThat(format.plain(written(number, format))).isEqualTo(number.toPlainString());
    }

    @Property
    void what_is_read_is_a_number_with_no_digit_more_or_less(
            @ForAll("almostNumbers") String text, @ForAll("formats") AmountFormat format) {
        var plain = format.plain(text);

        Assume.that(plain != null);
        assertThat(plain).matches("-?[0-9]+(\\.[0-9]+)?");
        assertThat(plain.replaceAll("[^0-9]", "")).isEqualTo(text.replaceAll("[^0-9]", ""));
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings()
                .withChars("0123456789.,-()' _")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.234,50     | 1234.50
            -1.234,50    | -1234.50
            1234,5       | 1234.5
            1.234.567    | 1234567
            0,00         | 0.00
            007          | 007
            """)
    void points_between_groups_of_three_and_a_decimal_comma_are_read(String text, String plain) {
        assertThat(GERMAN.plain(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.34",
                "1.23,4",
                "1234.567",
                ".123",
                "1..234",
                "1.234,",
                ",50",
                "1,2,3",
                "1,234.5",
                "- 1",
                "--1",
                "-",
                "",
                "+1",
                "1 234",
                "1,5e3",
                "1,5 EUR",
                "(1)",
                "1-",
                "\u0661",
                "\uff11"
            })
    void anything_else_is_no_number_rather_than_another_one(String text) {
        assertThat(GERMAN.plain(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\u00a0234,5", "1\u202f234,5", "1\u2009234,5", "1 234,5"})
    void a_blank_between_groups_may_be_any_that_spreadsheets_write(String text) {
        assertThat(new AmountFormat(',', ' ', Minus.LEADING).plain(text)).isEqualTo("1234.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            TRAILING    | 5-    | -5
            TRAILING    | -5    | none
            TRAILING    | 5     | 5
            PARENTHESES | (5)   | -5
            PARENTHESES | -5    | none
            PARENTHESES | (5    | none
            PARENTHESES | ()    | none
            LEADING     | -5    | -5
            LEADING     | (5)   | none
            """)
    void a_minus_counts_only_where_the_format_has_it(Minus minus, String text, String plain) {
        assertThat(new AmountFormat('.', AmountFormat.NONE, minus).plain(text)).isEqualTo(plain);
    }

    @Property
    void the_example_in_a_reason_is_of_the_format(@ForAll("formats") AmountFormat format) {
        assertThat(format.plain(format.example())).isEqualTo("-1234.50");
    }
}
