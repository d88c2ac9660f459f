package dev.imconnector.im.dialect.tenant.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant could not take as it is meant is a reject before anything is sent. */
class TransactionRulesTest {

    private final TransactionRules rules = new TransactionRules(SalesStage.learned());

    private Optional<String> fault(String sourceRef, String day, String amount, String currency, String period) {
        return rules.fault(new Credit(sourceRef, "P", day, new BigDecimal(amount), currency, period))
                .map(Rejection::code);
    }

    @Test
    void a_credit_of_the_tenants_units_and_periods_passes() {
        assertThat(fault("A-1", "2026-03-31", "999999999999999.99", "EUR", "2026-03"))
                .isEmpty();
        assertThat(fault("it's", "2026-03-01T23:59:59+14:00", "-1.50", "EUR", "2026-03"))
                .isEmpty();
        assertThat(fault("A-1", "2026-03-01", "12.500", "EUR", "2026-03")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "it's \"so\"", "null", "NULL", "5 integer", "-1.5 USD"})
    void an_id_that_cannot_be_asked_for_is_a_reject(String sourceRef) {
        assertThat(fault(sourceRef, "2026-03-01", "1", "EUR", "2026-03")).contains("SOURCE_REF_NOT_ADDRESSABLE");
    }

    @ParameterizedTest
    @CsvSource({
        "1.505, EUR, AMOUNT_DIGITS",
        "1.5, JPY, AMOUNT_DIGITS",
        "1000000000000000, EUR, AMOUNT_DIGITS",
        "1, GBP, UNIT_TYPE_UNKNOWN"
    })
    void an_amount_that_would_be_another_there_is_a_reject(String amount, String currency, String code) {
        assertThat(fault("A", "2026-03-01", amount, currency, "2026-03")).contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-01, 2026-03, PERIOD_DATE_MISMATCH",
        "2026-02-28, 2026-03, PERIOD_DATE_MISMATCH",
        "2026-03-01, March, PERIOD_UNKNOWN"
    })
    void a_date_outside_of_the_period_is_a_reject_that_names_both(String day, String period, String code) {
        var fault = rules.fault(new Credit("A", "P", day, BigDecimal.ONE, "EUR", period));

        assertThat(fault).hasValueSatisfying(rejection -> {
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.reason()).contains("'" + period + "'");
            if (code.equals("PERIOD_DATE_MISMATCH")) {
                assertThat(rejection.reason()).contains(day, "2026-03-01 to 2026-03-31");
            }
        });
    }

    @Test
    void an_additional_number_counts_in_its_own_unit() {
        var credit = new Credit(
                "A",
                "P",
                "2026-03-01",
                BigDecimal.ONE,
                "EUR",
                "2026-03",
                List.of(
                        new AdditionalField("genericNumber1", AdditionalField.Type.NUMBER, "1.234", "quantity"),
                        new AdditionalField("genericNumber2", AdditionalField.Type.NUMBER, "1", "boxes")));

        assertThat(rules.fault(credit))
                .hasValueSatisfying(fault -> assertThat(fault.reason())
                        .contains("genericNumber1 '1.234' has more digits", "no unit type 'boxes'"));
    }

    @ParameterizedTest
    @CsvSource({
        "genericAttribute32, TEXT, ,",
        "genericAttribute33, TEXT, , no field 'genericAttribute33'",
        "region, TEXT, , no field 'region'",
        "genericNumber1, TEXT, , is of the type number",
        "genericNumber1, NUMBER, , needs a unit",
        "genericNumber1, NUMBER, quantity,",
        "genericDate6, DATE, ,",
        "genericBoolean7, BOOLEAN, , no field",
        "comments, TEXT, ,",
        "genericAttribute16, TEXT, , keeps the hash",
        "transactionAssignments, TEXT, , write several credits",
        "payeeId, TEXT, , a credit has one participant",
        "positionName, TEXT, , participantId says it",
        "orderId, TEXT, , sourceRef says it",
        "lineNumber, NUMBER, integer, it is always 1",
        "eventType, TEXT, , event-type",
        "value, NUMBER, EUR, amount and currencyCode",
        "compensationDate, DATE, , transactionDate says it",
        "period, TEXT, , IM takes the period of the date",
        "businessUnits, TEXT, , business-unit",
        "processingUnit, TEXT, , processing-unit"
    })
    void a_mapping_fills_the_fields_that_a_transaction_has(
            String name, AdditionalField.Type type, String unit, String fault) {
        var found =
                AdditionalNames.faultOf(new AdditionalField(name, type, "", unit), Optional.of("genericAttribute16"));

        if (fault == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).hasValueSatisfying(words -> assertThat(words).contains(fault));
        }
    }

    @Test
    void what_was_learned_is_the_same_after_it_was_kept() {
        assertThat(Learned.of(SalesStage.learned().toText())).isEqualTo(SalesStage.learned());
    }
}
