package dev.imconnector.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.AmountDecimals;
import dev.imconnector.credit.CurrencyCodes;
import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.run.RunWarning;
import dev.imconnector.testkit.Inputs;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody should look at among credits that are sent all the same. */
class CreditWarningsTest {

    private static List<RunWarning> warnings(int usual, String... others) {
        var csv = new StringBuilder(Inputs.HEADER + "\n");
        for (int i = 0; i < usual; i++) {
            csv.append("A-")
                    .append(i)
                    .append(",P-1,2026-03-31,")
                    .append(100 + i)
                    .append(".50,EUR,X\n");
        }
        for (int i = 0; i < others.length; i++) {
            csv.append("B-")
                    .append(i)
                    .append(",P-1,2026-03-31,")
                    .append(others[i])
                    .append(",X\n");
        }
        var rules = new PlausibilityRules(null, AmountDecimals.LENIENT, CurrencyCodes.ALL, 4_000, 4_000, 1_000);
        return new FirstPass(
                        Inputs.of("a.csv", csv.toString()).source(), rules.on(LocalDate.of(2026, 3, 31)), rows -> {})
                .run()
                .warnings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678.00,EUR", "-9999999.00,EUR"})
    void an_amount_out_of_all_proportion_is_named_with_its_line(String amount) {
        var found = warnings(50, amount);

        assertThat(found).extracting(RunWarning::code).containsExactly("AMOUNT_OUTLIER");
        assertThat(found.get(0).message()).contains("EUR, line 52: " + amount.substring(0, amount.indexOf(',')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90000.00,EUR", "12345678.00,JPY", "0.00,EUR"})
    void a_large_one_a_lonely_one_of_another_currency_or_none_is_not(String amount) {
        assertThat(warnings(50, amount)).isEmpty();
    }

    @Test
    void of_few_amounts_nobody_can_say_which_is_usual() {
        assertThat(warnings(5, "12345678.00,EUR")).isEmpty();
    }

    @Test
    void decimals_that_a_currency_has_not_are_counted_and_some_are_shown() {
        var found = warnings(1, "1.234,EUR", "2.345,EUR", "3.00,EUR", "4.567,USD");

        assertThat(found).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("AMOUNT_DECIMALS");
            assertThat(warning.count()).isEqualTo(3);
            assertThat(warning.message()).contains("line 3: amount 1.234").contains("line 6: amount 4.567");
        });
    }
}
