package dev.imconnector.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values whose form is right and that cannot be true. */
class PlausibilityTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 3);

    private final PlausibilityRules rules = new PlausibilityRules(
            "(?i)null|\\\\n|#ref!|[0-9][.,][0-9]+e\\+[0-9]+",
            AmountDecimals.LENIENT,
            CurrencyCodes.ACTIVE,
            1_826,
            366,
            1_000);

    private static Credit credit(String sourceRef, String date, String amount, String currency) {
        return new Credit(sourceRef, "P-1", date, new BigDecimal(amount), currency, "2026-11");
    }

    private String fault(Credit credit) {
        return rules.on(NIGHT).fault(credit).map(Rejection::code).orElse("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "null", "\\N", "#REF!", "1.2E+12", "1,23e+11"})
    void an_id_that_stands_for_none_is_a_reject(String id) {
        assertThat(fault(credit(id, "2026-11-03", "1", "EUR"))).isEqualTo("ID_PLACEHOLDER");
    }

    @ParameterizedTest
    @CsvSource({"NULL, 2026-11", "null, 2026-11", "\\N, 2026-11", "P-1, NULL", "P-1, #REF!"})
    void so_is_one_of_the_participant_or_the_period(String participantId, String periodId) {
        var credit = new Credit("A-1", participantId, "2026-11-03", BigDecimal.ONE, "EUR", periodId);

        assertThat(fault(credit)).isEqualTo("ID_PLACEHOLDER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-1\u200b", "\u200eA-1", "A\u00ad-1", "\ufeffA-1"})
    void an_id_with_a_character_that_cannot_be_seen_is_a_reject(String id) {
        assertThat(fault(credit(id, "2026-11-03", "1", "EUR"))).isEqualTo("ID_INVISIBLE_CHARACTER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL-1", "nullable", "A-1", "00k5g000001AbCdAAK", "12E4", "Büro-1"})
    void an_id_that_only_resembles_one_is_an_id(String id) {
        assertThat(fault(credit(id, "2026-11-03", "1", "EUR"))).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01, DATE_IMPLAUSIBLE",
        "0026-11-03, DATE_IMPLAUSIBLE",
        "1753-01-01, DATE_IMPLAUSIBLE",
        "1899-12-30, DATE_IMPLAUSIBLE",
        "1970-01-01, DATE_IMPLAUSIBLE",
        "2021-11-02, DATE_IMPLAUSIBLE",
        "2021-11-03, none",
        "2026-11-03T23:59:59+02:00, none",
        "2027-11-04, none",
        "2027-11-05, DATE_IMPLAUSIBLE",
        "2079-06-06T00:00Z, DATE_IMPLAUSIBLE",
        "2569-11-03, DATE_IMPLAUSIBLE",
        "9999-12-31, DATE_IMPLAUSIBLE"
    })
    void a_day_far_from_the_night_is_a_reject(String date, String code) {
        assertThat(fault(credit("A-1", date, "1", "EUR"))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, none",
        "CLF, none",
        "XAF, none",
        "XXX, CURRENCY_NOT_IN_USE",
        "XTS, CURRENCY_NOT_IN_USE",
        "DEM, CURRENCY_NOT_IN_USE",
        "FRF, CURRENCY_NOT_IN_USE",
        "XAU, CURRENCY_NOT_IN_USE",
        "ZWD, CURRENCY_NOT_IN_USE"
    })
    void a_currency_of_yesterday_is_a_reject(String currency, String code) {
        assertThat(fault(credit("A-1", "2026-11-03", "1", currency))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "12.50, JPY, AMOUNT_DECIMALS, true",
        "10000.00, KRW, none, false",
        "0.5, VND, AMOUNT_DECIMALS, true",
        "18.765, KWD, none, false",
        "18.7654, KWD, none, true",
        "33.333, EUR, none, true",
        "1500.0000, USD, none, false"
    })
    void decimals_that_a_currency_has_not_are_a_reject_where_it_has_none_and_else_a_warning(
            String amount, String currency, String code, boolean warned) {
        var credit = credit("A-1", "2026-11-03", amount, currency);

        assertThat(fault(credit)).isEqualTo(code);
        assertThat(rules.on(NIGHT).warning(credit).isPresent()).isEqualTo(warned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "9999-12-31"})
    void without_rules_everything_is_plausible(String date) {
        assertThat(PlausibilityRules.NONE.on(NIGHT).fault(credit("NULL", date, "12.50", "JPY")))
                .isEmpty();
        assertThat(PlausibilityRules.NONE.on(NIGHT).fault(credit("NULL", date, "1", "DEM")))
                .isEmpty();
    }
}
