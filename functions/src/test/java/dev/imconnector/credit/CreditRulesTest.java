package dev.imconnector.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditRulesTest {

    private static final String LONGEST = "x".repeat(255);

    private static RawCredit good() {
        return new RawCredit()
                .set(CreditField.SOURCE_REF, "CRM-1")
                .set(CreditField.PARTICIPANT_ID, "P-7")
                .set(CreditField.TRANSACTION_DATE, "2026-03-31")
                .set(CreditField.AMOUNT, "1234.50")
                .set(CreditField.CURRENCY_CODE, "EUR")
                .set(CreditField.PERIOD_ID, "2026-03");
    }

    private static CheckedCredit with(CreditField field, String value) {
        return CreditRules.check(good().set(field, value));
    }

    @Test
    void a_record_that_keeps_all_rules_is_a_credit() {
        assertThat(CreditRules.check(good()))
                .isEqualTo(new Credit("CRM-1", "P-7", "2026-03-31", new BigDecimal("1234.50"), "EUR", "2026-03"));
    }

    static Stream<Arguments> faults() {
        var ref = CreditField.SOURCE_REF;
        var participant = CreditField.PARTICIPANT_ID;
        var date = CreditField.TRANSACTION_DATE;
        var amount = CreditField.AMOUNT;
        var currency = CreditField.CURRENCY_CODE;
        var period = CreditField.PERIOD_ID;
        var dateAllowed = " is not a date: 2026-03-31 or a date-time with offset such as 2026-03-31T17:00:00+02:00 is"
                + " allowed";
        var amountAllowed = " is not an amount: digits with an optional minus sign and decimal point are allowed, as in"
                + " -1234.50";
        return Stream.of(
                arguments(ref, null, "FIELD_MISSING", "sourceRef is missing"),
                arguments(ref, "", "FIELD_MISSING", "sourceRef is blank"),
                arguments(participant, " \t\u00a0", "FIELD_MISSING", "participantId is blank"),
                arguments(
                        ref,
                        LONGEST + "y",
                        "FIELD_TOO_LONG",
                        "sourceRef '" + "x".repeat(59) + "…' has 256 characters: at most 255 are allowed"),
                arguments(
                        participant,
                        "P\u00007",
                        "CONTROL_CHARACTER",
                        "participantId 'P 7' has the control character U+0000: none is allowed"),
                arguments(
                        period,
                        "a\nb",
                        "CONTROL_CHARACTER",
                        "periodId 'a b' has the control character U+000A: none is allowed"),
                arguments(
                        period,
                        "é\u0085x",
                        "CONTROL_CHARACTER",
                        "periodId 'é x' has the control character U+0085: none is allowed"),
                arguments(
                        ref,
                        "a\ud800",
                        "NOT_UNICODE",
                        "sourceRef 'a' has half of a surrogate pair: it is not valid Unicode"),
                arguments(
                        ref,
                        "a\udc00b",
                        "NOT_UNICODE",
                        "sourceRef 'a b' has half of a surrogate pair: it is not valid Unicode"),
                arguments(date, "31.03.2026", "DATE_INVALID", "transactionDate '31.03.2026'" + dateAllowed),
                arguments(date, "2026-02-29", "DATE_INVALID", "transactionDate '2026-02-29'" + dateAllowed),
                arguments(
                        date,
                        "2026-03-31T17:00:00",
                        "DATE_INVALID",
                        "transactionDate '2026-03-31T17:00:00'" + dateAllowed),
                arguments(amount, "1.234,56", "AMOUNT_INVALID", "amount '1.234,56'" + amountAllowed),
                arguments(amount, "1e3", "AMOUNT_INVALID", "amount '1e3'" + amountAllowed),
                arguments(
                        currency, "eur", "CURRENCY_UNKNOWN", "currencyCode 'eur' is not an ISO 4217 code such as EUR"),
                arguments(
                        currency,
                        "EURO",
                        "CURRENCY_UNKNOWN",
                        "currencyCode 'EURO' is not an ISO 4217 code such as EUR"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_named_with_field_value_and_what_is_allowed(
            CreditField field, String value, String code, String reason) {
        assertThat(with(field, value)).isEqualTo(new Rejection(code, reason));
    }

    @Test
    void all_faults_of_a_record_are_named_at_once() {
        var raw = good().set(CreditField.SOURCE_REF, null)
                .set(CreditField.AMOUNT, "x")
                .set(CreditField.CURRENCY_CODE, "");

        var rejection = (Rejection) CreditRules.check(raw);

        assertThat(rejection.code()).isEqualTo("FIELD_MISSING");
        assertThat(rejection.reason())
                .startsWith("sourceRef is missing; amount 'x' is not an amount")
                .endsWith("; currencyCode is blank");
    }

    @Test
    void what_was_no_text_and_no_number_is_a_fault() {
        assertThat(CreditRules.check(
                        good().setWrongType(CreditField.AMOUNT, "an object").set(CreditField.AMOUNT, null)))
                .isEqualTo(new Rejection("FIELD_TYPE", "amount is an object: a string or a number is needed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" CRM-1", "CRM-1 ", "\t CRM-1\r\n", "\u00a0CRM-1\u3000\u2009"})
    void blanks_around_a_value_are_no_part_of_it(String value) {
        assertThat(with(CreditField.SOURCE_REF, value)).isEqualTo(CreditRules.check(good()));
    }

    @Test
    void a_control_character_at_the_end_is_no_blank() {
        assertThat(with(CreditField.SOURCE_REF, "CRM-1\u0007"))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("CONTROL_CHARACTER"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ÄÖÜ 漢字", "a b", "😀", "=1+1", "\"quoted\"", "2026\u20103"})
    void any_other_text_may_be_a_period(String value) {
        assertThat(with(CreditField.PERIOD_ID, value))
                .isInstanceOfSatisfying(
                        Credit.class, c -> assertThat(c.periodId()).isEqualTo(value));
    }

    @Test
    void length_counts_characters_not_their_halves() {
        assertThat(with(CreditField.SOURCE_REF, "😀".repeat(255))).isInstanceOf(Credit.class);
        assertThat(with(CreditField.SOURCE_REF, "😀".repeat(256))).isInstanceOf(Rejection.class);
        assertThat(with(CreditField.SOURCE_REF, LONGEST)).isInstanceOf(Credit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.00", "-0.5", "7", "10", "123456789012345678901234567890.123456789"})
    void an_amount_keeps_exactly_its_digits(String text) {
        assertThat(with(CreditField.AMOUNT, text))
                .isInstanceOfSatisfying(
                        Credit.class, c -> assertThat(c.amount()).isEqualTo(new BigDecimal(text)));
    }

    @Property
    void an_amount_is_what_its_pattern_says(@ForAll("almostAmounts") String text) {
        assertThat(CreditRules.isAmount(text)).isEqualTo(text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?"));
    }

    @Provide
    Arbitrary<String> almostAmounts() {
        return Arbitraries.strings().withChars("-+.,0159eE ٣").ofMaxLength(8);
    }

    @Property
    void every_date_of_the_calendar_is_one_and_no_other(
            @ForAll @IntRange(min = 0, max = 9999) int year,
            @ForAll @IntRange(min = 0, max = 14) int month,
            @ForAll @IntRange(min = 0, max = 33) int day) {
        assertThat(IsoDates.isDateOrOffsetDateTime("%04d-%02d-%02d".formatted(year, month, day)))
                .isEqualTo(year > 0 && exists(year, month, day));
    }

    private static boolean exists(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Test
    void a_leap_day_is_one_in_leap_years_only() {
        for (var year : new int[] {1896, 1900, 2000, 2023, 2024, 2100, 2400}) {
            assertThat(IsoDates.isDateOrOffsetDateTime(year + "-02-29"))
                    .as("%d", year)
                    .isEqualTo(Year.isLeap(year));
        }
    }

    @Property
    void every_date_time_with_offset_is_one(
            @ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offset) {
        var zone = ZoneOffset.ofTotalSeconds(offset * 60);
        var time = OffsetDateTime.ofInstant(java.time.Instant.ofEpochSecond(second, nano), zone);

        assertThat(IsoDates.isDateOrOffsetDateTime(time.toString()))
                .as(time.toString())
                .isTrue();
        assertThat(IsoDates.isDateOrOffsetDateTime(time.toLocalDateTime().toString()))
                .as("without offset")
                .isFalse();
    }

    @Property
    void what_is_taken_for_a_date_time_is_one(@ForAll("almostDateTimes") String text) {
        if (IsoDates.isDateOrOffsetDateTime(text)) {
            assertThat(OffsetDateTime.parse(text)).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> almostDateTimes() {
        var good = Arbitraries.of(
                "2026-03-31T17:00:00+02:00",
                "2026-03-31T17:00:00.5Z",
                "2026-03-31T17:00Z",
                "2024-02-29T00:00:59-18:00");
        var place = Arbitraries.integers().between(0, 24);
        var other = Arbitraries.of("", "0", "2", "9", ":", "T", "Z", "-", "+", ".", " ", "x");
        return net.jqwik.api.Combinators.combine(good, place, other).as((text, at, with) -> {
            var index = Math.min(at, text.length() - 1);
            return text.substring(0, index) + with + text.substring(index + 1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-31T24:00:00Z",
                "2026-03-31T17:00:60Z",
                "2026-03-31T17:00:00+0200",
                "2026-03-31T17:00:00+18:01",
                "2026-03-31T17:00:00.Z",
                "2026-03-31T17:00:00.1234567890Z",
                "2026-03-31 17:00:00Z",
                "2026-03-31t17:00:00z",
                "2026-03-31Z",
                "2026-3-31",
                "20260331",
                "0000-01-01",
                "2026-03-31x",
                "٢٠٢٦-٠٣-٣١"
            })
    void other_ways_to_write_a_date_are_refused(String text) {
        assertThat(IsoDates.isDateOrOffsetDateTime(text)).isFalse();
    }

    @Test
    void every_currency_that_java_knows_is_one() {
        assertThat(Currency.getAvailableCurrencies())
                .allSatisfy(c -> assertThat(CreditRules.isCurrencyCode(c.getCurrencyCode()))
                        .isTrue());
        assertThat(CreditRules.isCurrencyCode("ZZZ")).isFalse();
    }

    @Test
    void amount_and_currency_of_a_rejected_record_are_known_when_they_are_right() {
        var raw = good().set(CreditField.SOURCE_REF, "").set(CreditField.AMOUNT, " 5.0 ");
        assertThat(CreditRules.amountOf(raw)).isEqualTo(new BigDecimal("5.0"));
        assertThat(CreditRules.currencyCodeOf(raw)).isEqualTo("EUR");
        raw.set(CreditField.AMOUNT, "five").set(CreditField.CURRENCY_CODE, "euros");
        assertThat(CreditRules.amountOf(raw)).isNull();
        assertThat(CreditRules.currencyCodeOf(raw)).isNull();
    }
}
