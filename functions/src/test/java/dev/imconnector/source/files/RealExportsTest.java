package dev.imconnector.source.files;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Credit;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.testkit.Inputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What customer systems, spreadsheets and copy tools make of an export, and what a mapping makes of that. */
class RealExportsTest {

    private static final String HEADER = "Id,Rep,Day,Amount,Currency\n";

    /** A mapping whose fields may be replaced, with members before them. */
    private static String mapping(String head, String... fields) {
        var yaml = new StringBuilder("version: 1\nmappings:\n  - files: \"*\"\n");
        head.lines().forEach(line -> yaml.append("    ").append(line).append('\n'));
        yaml.append("    fields:\n");
        for (var field : List.of(
                "sourceRef: {column: Id}",
                "participantId: {column: Rep}",
                "transactionDate: {column: Day}",
                "amount: {column: Amount}",
                "currencyCode: {column: Currency}",
                "periodId: {fromDate: yyyy-MM}")) {
            var name = field.substring(0, field.indexOf(':') + 1);
            var own = List.of(fields).stream().filter(f -> f.startsWith(name)).findFirst();
            yaml.append("      ").append(own.orElse(field)).append('\n');
        }
        return yaml.toString();
    }

    private static List<SourceRecord> read(String content, String mapping) {
        return Inputs.of("a.csv", content).mappedBy(mapping).records();
    }

    private static Credit only(List<SourceRecord> records) {
        assertThat(records).hasSize(1);
        assertThat(records).allMatch(SourceRecord::isValid);
        return records.get(0).credit();
    }

    private static String amount(String cell, String field) {
        return only(read(HEADER + "A-1,P-1,2026-11-03,\"" + cell + "\",EUR\n", mapping("", field)))
                .amount()
                .toPlainString();
    }

    private static String reason(String cell, String field) {
        var records = read(HEADER + "A-1,P-1,2026-11-03,\"" + cell + "\",EUR\n", mapping("", field));
        assertThat(records).hasSize(1);
        assertThat(records).noneMatch(SourceRecord::isValid);
        return records.get(0).rejection().reason();
    }

    private static List<String> ids(List<SourceRecord> records) {
        assertThat(records).allMatch(SourceRecord::isValid);
        return records.stream().map(record -> record.credit().sourceRef()).toList();
    }

    private static String problem(Inputs inputs) {
        var thrown = new ProblemException[1];
        assertThatThrownBy(inputs::records)
                .isInstanceOfSatisfying(ProblemException.class, failure -> thrown[0] = failure);
        return thrown[0].problem().code() + ": " + thrown[0].problem().message() + " "
                + thrown[0].problem().fix();
    }

    @Nested
    @DisplayName("Equal on the screen is equal to us")
    class Equal_on_the_screen {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Close Date",
                    "Close\u00a0Date",
                    "Close\u202fDate",
                    "\"Close\nDate\"",
                    "\"Close\r\nDate\"",
                    "Close\u200b Date",
                    "\u200eClose Date",
                    "Close  Date"
                })
        void a_column_is_found_by_how_its_name_looks(String header) {
            assertThat(only(read(
                                    "Id,Rep," + header + ",Amount,Currency\nA-1,P-1,2026-11-03,1.50,EUR\n",
                                    mapping("", "transactionDate: {column: Close Date}")))
                            .transactionDate())
                    .isEqualTo("2026-11-03");
        }

        @Test
        void a_column_with_decomposed_letters_is_the_one_with_composed_letters() {
            assertThat(ids(read(
                            "Id,Verka\u0308ufer,Day,Amount,Currency\nA-1,P-1,2026-11-03,1.50,EUR\n",
                            mapping("", "participantId: {column: Verk\u00e4ufer}"))))
                    .containsExactly("A-1");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                11/3/2026, 5:05\u202fPM  | M/d/yyyy, h:mm a
                11/3/2026,\u00a05:05 PM  | M/d/yyyy, h:mm a
                11/3/2026, 5:05\u2009PM  | M/d/yyyy, h:mm a
                11/3/2026, 5:05\u3000PM  | M/d/yyyy, h:mm a
                \u200e11\u200e/\u200e3\u200e/\u200e2026, 5:05 PM | M/d/yyyy, h:mm a
                11/3/2026, 5:05 PM  | M/d/yyyy,\u202fh:mm\u202fa
                """)
        void blanks_and_marks_of_every_kind_in_a_date_do_not_matter(String date, String pattern) {
            var zoned = "transactionDate: {column: Day, pattern: \"" + pattern + "\", zone: UTC}";
            assertThat(only(read(HEADER + "A-1,P-1,\"" + date + "\",1.50,EUR\n", mapping("", zoned)))
                            .transactionDate())
                    .isEqualTo("2026-11-03");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Bu\u0308ro S\u00fcd",
                    "B\u00fcro\u00a0S\u00fcd",
                    "B\u00fcro  S\u00fcd",
                    "B\u00fcro S\u00fcd\u200b"
                })
        void a_key_of_a_table_is_found_by_how_it_looks(String key) {
            var table = "participantId: {column: Rep, lookup: {table: {\"B\u00fcro S\u00fcd\": P-9}}}";
            assertThat(only(read(HEADER + "A-1," + key + ",2026-11-03,1.50,EUR\n", mapping("", table)))
                            .participantId())
                    .isEqualTo("P-9");
        }

        @ParameterizedTest
        @CsvSource({"\u22125.00, -5.00", "\u20135.00, -5.00", "\uff0d5.00, -5.00", "\uff0b5.00, 5.00", "- 5.00, -5.00"})
        void signs_of_every_kind_are_signs(String cell, String amount) {
            assertThat(amount(cell, "amount: {column: Amount}")).isEqualTo(amount);
        }

        @Test
        void an_id_is_sent_as_it_was_found() {
            assertThat(only(read(HEADER + "A\u20111\u00a0x,P-1,2026-11-03,1.50,EUR\n", mapping("")))
                            .sourceRef())
                    .isEqualTo("A\u20111\u00a0x");
        }

        @Test
        void a_reason_names_what_the_eye_cannot_tell() {
            assertThat(reason("1.50\u200a0", "amount: {column: Amount}")).contains("'1.50 0' (with U+200A)");
            var table = mapping("", "participantId: {column: Rep, lookup: {table: {Alpha: P-9}}}");
            assertThat(read(HEADER + "A-1,\u0410lpha,2026-11-03,1.50,EUR\n", table)
                            .get(0)
                            .rejection()
                            .reason())
                    .contains("'\u0410lpha' (with U+0410)");
        }
    }

    @Nested
    class Amounts {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                0000012.50  | 12.50
                .50         | 0.50
                -.5         | -0.5
                5.          | 5
                +5.00       | 5.00
                000         | 0
                -007        | -7
                """)
        void padded_bare_and_signed_are_numbers(String cell, String amount) {
            assertThat(amount(cell, "amount: {column: Amount}")).isEqualTo(amount);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                1.25E7      | 12500000
                1.25e+07    | 12500000
                1E-2        | 0.01
                -2.5E3      | -2500
                12.5        | 12.5
                """)
        void with_an_exponent_are_exact_when_the_mapping_says_so(String cell, String amount) {
            assertThat(amount(cell, "amount: {column: Amount, exponent: true}")).isEqualTo(amount);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.25E7", "1.25E+07", "3e-5"})
        void with_an_exponent_are_else_rejected_with_the_option_named(String cell) {
            assertThat(reason(cell, "amount: {column: Amount}")).contains("exponent: true");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1E999", "1E-999", "1EE7", "E7", "1.2.3E4"})
        void beyond_all_bounds_or_of_no_form_are_rejected(String cell) {
            assertThat(reason(cell, "amount: {column: Amount, exponent: true}")).contains("not a number");
        }

        @ParameterizedTest
        @CsvSource({"-5.00, -5.00", "5.00-, -5.00", "(5.00), -5.00", "( 5.00 ), -5.00", "5.00 -, -5.00", "5.00, 5.00"})
        void may_have_their_minus_anywhere_when_the_mapping_says_so(String cell, String amount) {
            assertThat(amount(cell, "amount: {column: Amount, minus: any}")).isEqualTo(amount);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-5.00-", "(-5.00)", "--5", "5-0"})
        void with_two_signs_are_rejected(String cell) {
            assertThat(reason(cell, "amount: {column: Amount, minus: any}")).contains("not a number");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                factor: 100      | 12.50   | EUR | 1250.00
                factor: 0.01     | 1250    | EUR | 12.50
                factor: 1000     | 1.5     | EUR | 1500.0
                scale: minor     | 1050    | EUR | 10.50
                scale: minor     | 1050    | JPY | 1050
                scale: minor     | 1050    | KWD | 1.050
                scale: minor     | -5      | EUR | -0.05
                scale: sap       | 12.50   | JPY | 1250
                scale: sap       | 10000.00 | KRW | 1000000
                scale: sap       | 12.50   | EUR | 12.50
                scale: sap       | 187.65  | KWD | 18.765
                """)
        void of_another_unit_are_brought_into_the_currencys(
                String option, String cell, String currency, String amount) {
            assertThat(only(read(
                                    HEADER + "A-1,P-1,2026-11-03," + cell + "," + currency + "\n",
                                    mapping("", "amount: {column: Amount, " + option + "}")))
                            .amount()
                            .toPlainString())
                    .isEqualTo(amount);
        }

        @ParameterizedTest
        @CsvSource({"1.25E7, 12500000", "1.25e+07, 12500000", "2.5E-1, 0.25", "-2.5E3, -2500", "1E0, 1"})
        void as_JSON_numbers_may_have_an_exponent(String number, String amount) {
            var json = "{\"Id\":\"A-1\",\"Rep\":\"P\",\"Day\":\"2026-11-03\",\"Amount\":" + number
                    + ",\"Currency\":\"EUR\"}\n";
            assertThat(Inputs.of("a.jsonl", json)
                            .mappedBy(mapping(""))
                            .credits()
                            .get(0)
                            .amount()
                            .toPlainString())
                    .isEqualTo(amount);
        }
    }

    @Nested
    class A_currency_beside_the_amount {

        private static final String TABLE = "{\"$\": USD, kr: SEK, \"Fr.\": CHF}";

        private List<SourceRecord> of(String cell, String currency, String currencyCode) {
            return read(
                    "Id,Rep,Day,Amount,Currency\nA-1,P-1,2026-11-03,\"" + cell + "\"," + currency + "\n",
                    mapping(
                            "",
                            "amount: {column: Amount, thousands: \",\", minus: any, currency: " + TABLE + "}",
                            currencyCode));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                USD 1,234.50   | USD | 1234.50
                1,234.50 EUR   | EUR | 1234.50
                $1,234.50      | USD | 1234.50
                -$5.00         | USD | -5.00
                $-5.00         | USD | -5.00
                ($5.00)        | USD | -5.00
                (EUR 12.00)    | EUR | -12.00
                EUR 12.00-     | EUR | -12.00
                €\u00a03.00    | EUR | 3.00
                3.00 kr        | SEK | 3.00
                Fr. 3.00       | CHF | 3.00
                \u22123.00\u202f€ | EUR | -3.00
                """)
        void is_the_credits(String cell, String currency, String amount) {
            var credit = only(of(cell, "", "currencyCode: {fromAmount: true}"));

            assertThat(credit.currencyCode()).isEqualTo(currency);
            assertThat(credit.amount().toPlainString()).isEqualTo(amount);
        }

        @Test
        void comes_before_a_constant_which_is_for_cells_without_one() {
            assertThat(only(of("EUR 12.00", "", "currencyCode: {constant: USD}"))
                            .currencyCode())
                    .isEqualTo("EUR");
            assertThat(only(of("12.00", "", "currencyCode: {constant: USD}")).currencyCode())
                    .isEqualTo("USD");
        }

        @Test
        void must_not_contradict_a_column_of_its_own() {
            assertThat(only(of("EUR 12.00", "EUR", "currencyCode: {column: Currency}"))
                            .currencyCode())
                    .isEqualTo("EUR");
            assertThat(of("EUR 12.00", "USD", "currencyCode: {column: Currency}")
                            .get(0)
                            .rejection()
                            .code())
                    .isEqualTo("CURRENCY_UNCLEAR");
        }

        @ParameterizedTest
        @ValueSource(strings = {"£ 12.00", "Peso 12.00", "12.00", "R$ 12.00"})
        void that_is_not_known_or_not_there_is_a_reject(String cell) {
            assertThat(of(cell, "", "currencyCode: {fromAmount: true}")
                            .get(0)
                            .rejection()
                            .code())
                    .isEqualTo("CURRENCY_UNCLEAR");
        }

        @ParameterizedTest
        @ValueSource(strings = {"USD 12.00 EUR", "12.00 USD x5", "USD"})
        void beside_something_else_is_a_reject(String cell) {
            assertThat(of(cell, "EUR", "currencyCode: {constant: EUR}")).noneMatch(SourceRecord::isValid);
        }
    }

    @Nested
    class Dates_as_numbers {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                epoch-seconds | UTC           | 1793750399                | 2026-11-03
                epoch-seconds | Europe/Berlin | 1793750399                | 2026-11-04
                epoch-millis  | UTC           | 1793664000000             | 2026-11-03
                epoch-millis  | UTC           | 1.793664E12               | 2026-11-03
                epoch-millis  | America/New_York | 1793664000000          | 2026-11-02
                /Date()/      | UTC           | /Date(1793664000000)/     | 2026-11-03
                /Date()/      | UTC           | /Date(1793664000000+0100)/ | 2026-11-03
                """)
        void name_a_moment_whose_day_is_that_of_a_zone(String word, String zone, String cell, String day) {
            var field = "transactionDate: {column: Day, pattern: " + word + ", dayZone: " + zone + "}";
            assertThat(only(read(HEADER + "A-1,P-1," + cell + ",1.50,EUR\n", mapping("", field)))
                            .transactionDate())
                    .isEqualTo(day);
        }

        @ParameterizedTest
        @CsvSource({"46329, 2026-11-03", "46329.75, 2026-11-03"})
        void of_a_spreadsheet_count_days(String cell, String day) {
            assertThat(only(read(
                                    HEADER + "A-1,P-1," + cell + ",1.50,EUR\n",
                                    mapping("", "transactionDate: {column: Day, pattern: excel-days}")))
                            .transactionDate())
                    .isEqualTo(day);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-11-03", "soon", "99999999999999999999", "/Date(x)/"})
        void that_are_none_are_rejects(String cell) {
            var field = "transactionDate: {column: Day, pattern: epoch-millis, dayZone: UTC}";
            assertThat(read(HEADER + "A-1,P-1," + cell + ",1.50,EUR\n", mapping("", field))
                            .get(0)
                            .rejection()
                            .code())
                    .isEqualTo("DATE_INVALID");
        }
    }

    @Nested
    class Ids {

        private SourceRecord of(String id, String options) {
            return read(
                            HEADER + id + ",P-1,2026-11-03,1.50,EUR\n",
                            mapping("", "sourceRef: {column: Id, " + options + "}"))
                    .get(0);
        }

        @ParameterizedTest
        @CsvSource({
            "salesforce, 00k5g000001AbCd, 00k5g000001AbCdAAK",
            "salesforce, 00k5g000001AbCdAAK, 00k5g000001AbCdAAK",
            "salesforce, 001A0000006Vm9r, 001A0000006Vm9rIAC",
            "salesforce, 001A0000006Vm9riac, 001A0000006Vm9rIAC",
            "whole-number, 4711.0, 4711",
            "whole-number, 4711.00, 4711",
            "whole-number, 4711, 4711",
            "no-leading-zeros, 0004711, 4711",
            "no-leading-zeros, 000, 0",
            "no-leading-zeros, 00A1, 00A1"
        })
        void are_brought_into_one_form(String form, String id, String sent) {
            assertThat(of(id, "normalize: " + form).credit().sourceRef()).isEqualTo(sent);
        }

        @ParameterizedTest
        @CsvSource({"salesforce, 00k5g000001AbCdAAA", "salesforce, 4711", "whole-number, 4711.5"})
        void that_cannot_be_of_it_are_rejects(String form, String id) {
            assertThat(of(id, "normalize: " + form).rejection().code()).isEqualTo("ID_INVALID");
        }

        @Test
        void of_digits_are_filled_up_with_zeros() {
            assertThat(of("4711.0", "normalize: [whole-number], zeroPad: 8")
                            .credit()
                            .sourceRef())
                    .isEqualTo("00004711");
            assertThat(of("AB-1", "zeroPad: 8").credit().sourceRef()).isEqualTo("AB-1");
        }
    }

    @Nested
    class Columns {

        @ParameterizedTest
        @CsvSource(delimiter = '#', textBlock = """
                ,  # A-1,P-1,2026-11-03,1.50,EUR
                ;  # A-1;P-1;2026-11-03;1.50;EUR
                |  # A-1|P-1|2026-11-03|1.50|EUR
                \\t # "A-1"\t"P-1"\t"2026-11-03"\t"1.50"\t"EUR"
                """)
        void of_a_file_without_a_header_line_have_their_names_from_the_mapping(String delimiter, String row) {
            var mapping = mapping("csv: {delimiter: \"" + delimiter + "\", header: [Id, Rep, Day, Amount, Currency]}");

            assertThat(ids(read(row + "\n" + row.replace("A-1", "A-2") + "\n", mapping)))
                    .containsExactly("A-1", "A-2");
        }

        @Test
        void of_such_a_file_may_be_more_than_are_needed_but_not_fewer() {
            var mapping = mapping("csv: {header: [Id, Rep, Day, Amount, Currency, Note]}");
            assertThat(ids(read("A-1,P-1,2026-11-03,1.50,EUR,x\n", mapping))).containsExactly("A-1");
            assertThat(read("A-1,P-1,2026-11-03\n", mapping).get(0).rejection().code())
                    .isEqualTo("FIELD_COUNT");
        }

        @ParameterizedTest
        @CsvSource({
            "1, Amount, 1.50",
            "2, Amount, 1.79",
            "3, Amount, 1.99",
            "1, Amo\u00adunt, 1.50",
            "2, Amo\u00adunt, 1.79"
        })
        void of_one_name_are_told_by_their_number(int n, String header, String amount) {
            var columns = "Id,Amount,Rep,Day,Currency,Amount,Amount\n".replace("Amount", header);
            assertThat(only(read(
                                    columns + "A-1,1.50,P-1,2026-11-03,EUR,1.79,1.99\n",
                                    mapping("", "amount: {column: Amount, occurrence: " + n + "}")))
                            .amount()
                            .toPlainString())
                    .isEqualTo(amount);
        }

        @Test
        void of_one_name_that_are_not_told_apart_are_refused_with_the_option() {
            var twice = "Id,Amount,Rep,Day,Currency,Amount\nA-1,1.50,P-1,2026-11-03,EUR,1.79\n";
            assertThat(problem(Inputs.of("a.csv", twice).mappedBy(mapping("")))).contains("occurrence: 1");
            assertThat(problem(
                            Inputs.of("a.csv", twice).mappedBy(mapping("", "amount: {column: Amount, occurrence: 3}"))))
                    .contains("lacks 'Amount (number 3)'");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                _ownerid_value | {"_ownerid_value":"P-9",%s}
                _id            | {"_id":"P-9",%s}
                owner.id       | {"owner":{"name":"x","id":"P-9"},%s}
                a.b.c          | {"a":{"x":1,"b":{"c":"P-9","d":[1]}},%s}
                owner.id       | {"owner.id":"P-9","other":{"id":"P-1"},%s}
                """)
        void of_JSON_may_be_members_within_objects_and_have_any_name(String column, String json) {
            var rest = "\"Id\":\"A-1\",\"Day\":\"2026-11-03\",\"Amount\":1.50,\"Currency\":\"EUR\"";
            assertThat(Inputs.of("a.jsonl", String.format(json, rest) + "\n")
                            .mappedBy(mapping("", "participantId: {column: " + column + "}"))
                            .credits()
                            .get(0)
                            .participantId())
                    .isEqualTo("P-9");
        }

        @Test
        void that_begin_with_an_underscore_stay_in_the_rejects() {
            var input = Inputs.of("a.csv", "Id,_rep,Day,Amount,Currency\nA-1,P-1,soon,1.50,EUR\n")
                    .mappedBy(mapping("", "participantId: {column: _rep}"));
            var record = input.records().get(0);

            var rejects = input.source().rejectFormat(false);
            var text =
                    new String(rejects.header(), UTF_8) + new String(rejects.line(record, record.rejection()), UTF_8);

            assertThat(text).contains("Id,_rep,Day,Amount,Currency").contains("A-1,P-1,soon,1.50,EUR");
        }
    }

    @Nested
    class Quotes {

        @Test
        void that_are_escaped_with_a_backslash_are_part_of_the_value() {
            var csv = "Id,Rep,Day,Amount,Currency,Note\n"
                    + "A-1,P-1,2026-11-03,1.50,EUR,\"Acme \\\"Q4\\\" renewal\"\n"
                    + "\"A\\\"2\",P-1,2026-11-03,1.50,EUR,\"27\\\", black\"\n"
                    + "A\\\\3,P-1,2026-11-03,1.50,EUR,C:\\new\n"
                    + "A\\,4,P-1,2026-11-03,1.50,EUR,\n";
            assertThat(ids(read(csv, mapping("csv: {escape: \"\\\\\"}"))))
                    .containsExactly("A-1", "A\"2", "A\\3", "A,4");
        }

        @Test
        void that_mean_nothing_are_characters_like_others() {
            var tsv = "Id\tRep\tDay\tAmount\tCurrency\tName\n"
                    + "\"A-1\tP-1\t2026-11-03\t1.50\tEUR\t\"Big\" deal\n"
                    + "A-2\tP-1\t2026-11-03\t1.50\tEUR\t27\" display\n";
            assertThat(ids(read(tsv, mapping("csv: {delimiter: \"\\t\", quote: none}"))))
                    .containsExactly("\"A-1", "A-2");
        }

        @Test
        void without_which_a_backslash_and_a_letter_stand_for_a_tab_or_a_line_end() {
            var text = "A-1\tP\\t1\t2026-11-03\t1.50\tEUR\tone\\ntwo\\\\n\n";
            assertThat(only(read(
                                    text,
                                    mapping(
                                            "csv: {delimiter: \"\\t\", quote: none, escape: \"\\\\\","
                                                    + " header: [Id, Rep, Day, Amount, Currency, Note]}",
                                            "participantId: {column: Note, lookup: {table: {'one two\\n': P-9}}}")))
                            .participantId())
                    .isEqualTo("P-9");
        }

        @Test
        void read_in_pieces_of_any_size_give_the_same() {
            var csv = HEADER + "\"A\\\"1\",P-1,2026-11-03,1.50,EUR\n";
            for (var pieces : new int[] {1, 2, 3, 7, 1_000}) {
                assertThat(Inputs.of("a.csv", csv)
                                .inPiecesOf(pieces)
                                .mappedBy(mapping("csv: {escape: \"\\\\\"}"))
                                .credits()
                                .get(0)
                                .sourceRef())
                        .isEqualTo("A\"1");
            }
        }
    }

    @Nested
    class Rows_that_a_spreadsheet_has_touched {

        private static final String ROW = "A-1,P-1,2026-11-03,1.50,EUR\n";

        @ParameterizedTest
        @ValueSource(strings = {",,,,\n", ",,\n", ", ,\u00a0,,\n", "\n", "\"\",\"\",\"\",\"\",\"\"\n"})
        void of_nothing_but_delimiters_are_none(String blank) {
            assertThat(ids(read(HEADER + blank + ROW + blank + blank, mapping(""))))
                    .containsExactly("A-1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A-1,P-1,2026-11-03,1.50,EUR,\n",
                    "A-1,P-1,2026-11-03,1.50,EUR,, ,\n",
                    "A-1,P-1,2026-11-03,1.50,EUR,\"\"\n",
                    "A-1,P-1,2026-11-03,1.50,EUR,\u00a0\n"
                })
        void with_blank_cells_behind_the_last_column_are_read(String row) {
            assertThat(ids(read(HEADER + row, mapping("")))).containsExactly("A-1");
        }

        @Test
        void with_something_behind_the_last_column_are_rejects() {
            assertThat(read(HEADER + "A-1,P-1,2026-11-03,1,50,EUR\n", mapping(""))
                            .get(0)
                            .rejection()
                            .code())
                    .isEqualTo("FIELD_COUNT");
        }

        @ParameterizedTest
        @ValueSource(strings = {ROW, "A-1,P-1,2026-11-03,1.50,EUR,\n", "A-1,P-1,2026-11-03,1.50,EUR,x,\n"})
        void that_lack_cells_which_nobody_needs_are_read(String row) {
            assertThat(ids(read("Id,Rep,Day,Amount,Currency,Note,Team,City\n" + row, mapping(""))))
                    .containsExactly("A-1");
        }

        @Test
        void that_lack_cells_which_the_mapping_needs_are_rejects_unless_it_takes_them_for_blank() {
            var additional = "    additional:\n      note: {type: text, column: Note}\n";
            var csv = "Id,Rep,Day,Amount,Currency,Note\n" + ROW;
            assertThat(read(csv, mapping("") + additional).get(0).rejection().reason())
                    .contains("column 6 is needed")
                    .contains("csv.missingCells");
            assertThat(ids(read(csv, mapping("csv: {missingCells: blank}") + additional)))
                    .containsExactly("A-1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Grand Totals (2 records)\nCopyright\n",
                    "Grand Totals (2 records)\nCopyright",
                    "Grand Totals (2 records),,,,\nCopyright,,,,\n",
                    ",,,,\nGrand Totals (2 records),,,,\n\nCopyright\n"
                })
        void at_the_end_of_a_report_are_its_footer(String footer) {
            assertThat(ids(read(HEADER + ROW + footer, mapping("csv: {footerLines: 5}"))))
                    .containsExactly("A-1");
        }

        @Test
        void at_the_end_that_may_be_a_record_cut_off_are_no_footer() {
            assertThat(problem(Inputs.of("a.csv", HEADER + ROW + "A-2").mappedBy(mapping("csv: {footerLines: 5}"))))
                    .startsWith("INPUT_TRUNCATED");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Total,,,3.00,\n",
                    "TOTAL (2),,,3.00,EUR\n",
                    ",,Subtotal:,3.00,\n",
                    "\"Grand  Total\",,,3.00,\n"
                })
        void of_totals_are_left_out_wherever_they_stand_and_counted(String total) {
            var input = Inputs.of("a.csv", HEADER + total + ROW + total)
                    .mappedBy(mapping("csv: {totalRows: [Total, Subtotal, Grand Total]}"));
            assertThat(ids(input.records())).containsExactly("A-1");
            try (var reading = input.source().open(0)) {
                while (reading.next() != null) {
                    assertThat(reading.leftOut()).isEqualTo(1);
                }
                assertThat(reading.leftOut()).isEqualTo(2);
            }
        }

        @Test
        void that_only_begin_with_the_same_letters_are_records() {
            assertThat(ids(read(HEADER + "Totally-1,P-1,2026-11-03,1.50,EUR\n", mapping("csv: {totalRows: Total}"))))
                    .containsExactly("Totally-1");
        }
    }

    @Nested
    class Rows_that_are_not_meant {

        private static final String ROWS = "Id,Rep,Day,Amount,Currency,Stage,Type\n"
                + "A-1,P-1,2026-11-03,1.00,EUR,Closed Won,New\n"
                + "A-2,P-1,2026-11-03,2.00,EUR,Closed\u00a0Won,Test\n"
                + "A-3,P-1,2026-11-03,4.00,EUR,Negotiation,New\n"
                + "A-4,P-1,2026-11-03,8.00,EUR,,New\n";

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                only: {column: Stage, values: [Closed Won]}                    | A-1 A-2
                only: {column: Stage, values: [Closed Won, ""]}                | A-1 A-2 A-4
                except: {column: Type, values: [Test]}                         | A-1 A-3 A-4
                except: [{column: Type, values: [Test]}, {column: Stage, values: [""]}] | A-1 A-3
                only: [{column: Stage, values: [Closed Won]}, {column: Type, values: [New]}] | A-1
                """)
        void are_left_out_by_columns_and_values(String option, String ids) {
            assertThat(ids(read(ROWS, mapping(option)))).containsExactly(ids.split(" "));
        }

        @Test
        void are_counted_and_have_no_position() {
            var input = Inputs.of("a.csv", ROWS).mappedBy(mapping("only: {column: Stage, values: [Closed Won]}"));
            assertThat(input.records()).extracting(SourceRecord::position).containsExactly(0L, 1L);
            try (var reading = input.source().open(1)) {
                assertThat(reading.next().credit().sourceRef()).isEqualTo("A-2");
                assertThat(reading.next()).isNull();
                assertThat(reading.leftOut()).isEqualTo(2);
            }
        }

        @Test
        void count_for_a_manifest_which_is_written_by_the_export() {
            assertThat(ids(Inputs.of("a.csv", ROWS)
                            .beside("a.csv.manifest.json", "{\"rows\":4,\"amount\":15.00}")
                            .mappedBy(mapping("only: {column: Stage, values: [Closed Won]}"))
                            .records()))
                    .hasSize(2);
        }

        @Test
        void are_left_out_of_JSON_too() {
            var json = ROWS.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(v -> "{\"Id\":\"" + v[0] + "\",\"Rep\":\"P\",\"Day\":\"2026-11-03\",\"Amount\":1,"
                            + "\"Currency\":\"EUR\",\"deal\":{\"stage\":\"" + v[5] + "\"}}\n")
                    .collect(java.util.stream.Collectors.joining());
            assertThat(ids(Inputs.of("a.jsonl", json)
                            .mappedBy(mapping("only: {column: deal.stage, values: [Closed Won]}"))
                            .records()))
                    .containsExactly("A-1", "A-2");
        }

        @Test
        void by_a_column_that_is_not_there_leave_out_nothing_but_fail() {
            assertThat(problem(Inputs.of("a.csv", ROWS).mappedBy(mapping("only: {column: Stge, values: [Won]}"))))
                    .startsWith("HEADER_INVALID")
                    .contains("'Stge' (for only and except)");
        }
    }

    @Nested
    class What_a_file_is {

        private static final String PLAIN = Inputs.HEADER + "\n" + Inputs.row("A-1") + "\n";

        @ParameterizedTest
        @ValueSource(strings = {"a.csv", "a.csv.gz", "a.CSV"})
        void as_gzip_is_told_by_its_first_bytes(String name) {
            assertThat(ids(Inputs.of(name, Inputs.gzip(PLAIN)).records())).containsExactly("A-1");
            assertThat(ids(Inputs.of(name, PLAIN).records())).containsExactly("A-1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.csv", "a.csv.zip", "a.CSV.ZIP", "a.csv.gz"})
        void as_a_ZIP_archive_of_one_file_is_read_under_any_name(String name) throws IOException {
            assertThat(ids(Inputs.of(name, zip("deals.csv", PLAIN)).records())).containsExactly("A-1");
        }

        @Test
        void in_an_archive_is_what_its_own_first_bytes_say() throws IOException {
            var marked = ("\ufeff" + PLAIN).getBytes(UTF_16LE);

            assertThat(ids(Inputs.of("a.csv.zip", zip(Map.of("deals.csv", marked)))
                            .records()))
                    .containsExactly("A-1");
            assertThat(ids(Inputs.of("a.csv.zip", zip(Map.of("deals.csv.gz", Inputs.gzip(PLAIN))))
                            .records()))
                    .containsExactly("A-1");
            assertThat(problem(Inputs.of("a.csv.zip", zip(Map.of("b.zip", zip("c.csv", PLAIN))))))
                    .startsWith("INPUT_NOT_TEXT");
        }

        @Test
        void in_an_archive_stands_beside_folders_and_what_macOS_adds() throws IOException {
            var entries = new LinkedHashMap<String, byte[]>();
            entries.put("night/", new byte[0]);
            entries.put("__MACOSX/night/._deals.csv", new byte[] {0, 5});
            entries.put("night/deals.csv", PLAIN.getBytes(UTF_8));
            entries.put("night/.DS_Store", new byte[] {0});

            assertThat(ids(Inputs.of("a.csv.zip", zip(entries)).records())).containsExactly("A-1");
        }

        @Test
        void in_an_archive_of_several_is_refused_with_their_names_before_anything_is_sent() throws IOException {
            var entries = new LinkedHashMap<String, byte[]>();
            entries.put("deals.csv", PLAIN.getBytes(UTF_8));
            entries.put("more deals.csv", PLAIN.getBytes(UTF_8));

            assertThat(problem(Inputs.of("a.csv.zip", zip(entries))))
                    .startsWith("INPUT_ARCHIVE")
                    .contains("'deals.csv', 'more deals.csv'");
            assertThat(problem(Inputs.of("a.csv.zip", zip(Map.of("empty/", new byte[0])))))
                    .startsWith("INPUT_ARCHIVE")
                    .contains("of no file");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "mimetype"})
        void that_is_a_workbook_is_told_by_the_first_name_in_it(String first) throws IOException {
            var entries = new LinkedHashMap<String, byte[]>();
            entries.put(first, PLAIN.getBytes(UTF_8));

            assertThat(problem(Inputs.of("a.csv", zip(entries))))
                    .startsWith("INPUT_NOT_TEXT")
                    .contains("workbook");
        }

        @Test
        void in_an_archive_that_is_cut_off_anywhere_is_never_taken_for_whole() throws IOException {
            var entries = new LinkedHashMap<String, byte[]>();
            entries.put("deals.csv", PLAIN.getBytes(UTF_8));
            entries.put("more deals.csv", PLAIN.getBytes(UTF_8));
            for (var archive : List.of(zip("deals.csv", PLAIN), zip(entries))) {
                for (int length = 4; length < archive.length; length++) {
                    var cut = Arrays.copyOf(archive, length);
                    assertThat(problem(Inputs.of("a.csv.zip", cut)))
                            .as("%d bytes", length)
                            .startsWith("INPUT_");
                }
            }
        }

        @Test
        void in_an_archive_whose_content_was_changed_is_broken() throws IOException {
            var archive = zip("deals.csv", PLAIN);
            archive[60]++;

            assertThat(problem(Inputs.of("a.csv.zip", archive))).startsWith("INPUT_");
        }

        @Test
        void that_unpacks_to_far_more_than_it_is_needs_no_more_memory() throws IOException {
            var rows = new StringBuilder(Inputs.HEADER).append('\n');
            rows.append((Inputs.row("A-1") + "\n").repeat(200_000));
            var archive = zip("deals.csv", rows.toString());
            rows.setLength(0);

            assertThat(archive.length).isLessThan(100_000);
            try (var reading = Inputs.of("a.csv.zip", archive).source().openAndVerify()) {
                var count = 0;
                while (reading.next() != null) {
                    count++;
                }
                assertThat(count).isEqualTo(200_000);
            }
            // One value without an end: the bound of a value holds, whatever it is packed in.
            assertThat(problem(Inputs.of("a.csv.zip", zip("deals.csv", Inputs.HEADER + "\n" + "a".repeat(40_000_000)))))
                    .startsWith("INPUT_BROKEN");
        }

        private static byte[] zip(String name, String content) throws IOException {
            return zip(Map.of(name, content.getBytes(UTF_8)));
        }

        private static byte[] zip(Map<String, byte[]> entries) throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(packed)) {
                for (var entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
            return packed.toByteArray();
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
        void in_UTF_16_is_told_by_its_byte_order_mark_or_its_zeros(String charset) {
            var bytes = PLAIN.getBytes(Charset.forName(charset));
            var marked = ("\ufeff" + PLAIN).getBytes(Charset.forName(charset));
            assertThat(ids(Inputs.of("a.csv", bytes).records())).containsExactly("A-1");
            assertThat(ids(Inputs.of("a.csv", marked).records())).containsExactly("A-1");
            assertThat(ids(Inputs.of("a.csv", Inputs.gzip(marked)).records())).containsExactly("A-1");
        }

        @Test
        void in_a_byte_order_mark_comes_before_what_the_mapping_says() {
            var marked = ("\ufeff" + HEADER + "Ä-1,P-1,2026-11-03,1.50,EUR\n");
            var mapping = mapping("csv: {charset: windows-1252}");
            assertThat(ids(Inputs.of("a.csv", marked.getBytes(UTF_8))
                            .mappedBy(mapping)
                            .records()))
                    .containsExactly("Ä-1");
            assertThat(ids(Inputs.of("a.csv", marked.getBytes(UTF_16LE))
                            .mappedBy(mapping)
                            .records()))
                    .containsExactly("Ä-1");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                PK\u0003\u0004[Content_Types].xml | workbook
                %PDF-1.7 ...                      | PDF
                <!DOCTYPE html><html>             | HTML
                <?xml version="1.0"?><Workbook>   | XML
                PAR1....                          | Parquet
                BZh91AY                           | bzip2
                """)
        void that_is_no_text_is_told_as_what_it_is_under_any_name(String content, String word) {
            for (var name : List.of("a.csv", "a.csv.gz", "a.jsonl")) {
                assertThat(problem(Inputs.of(name, content.getBytes(StandardCharsets.ISO_8859_1))))
                        .startsWith("INPUT_NOT_TEXT")
                        .contains(word);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"sourceRef\":\"A-1\"}\n", "[{\"sourceRef\":\"A-1\"}]", "\ufeff[\n {\"a\":1}]"})
        void that_is_JSON_and_called_CSV_is_told(String content) {
            assertThat(problem(Inputs.of("a.csv", content)))
                    .startsWith("INPUT_FORMAT_UNKNOWN")
                    .contains("but its content is JSON");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "\ufeff", " \r\n\r\n"})
        void with_nothing_in_it_beside_others_is_passed_over(String nothing) {
            var input = Inputs.of("part-1.csv", PLAIN)
                    .with("part-2.csv", nothing)
                    .with("part-3.csv", PLAIN.replace("A-1", "A-3"));
            assertThat(ids(input.records())).containsExactly("A-1", "A-3");
            assertThat(new String(input.source().rejectFormat(false).header(), UTF_8))
                    .contains("sourceRef");
        }

        @ParameterizedTest
        @ValueSource(strings = {"part-0.csv", "part-2.csv", "part-9.csv", "part-0.csv.gz", "part-9.csv.gz"})
        void with_no_byte_in_it_is_passed_over_wherever_it_stands(String empty) {
            for (var nothing : List.of(new byte[0], Inputs.gzip(""))) {
                var parts = new TreeMap<String, byte[]>();
                parts.put("part-1.csv", PLAIN.getBytes(UTF_8));
                parts.put("part-3.csv", PLAIN.replace("A-1", "A-3").getBytes(UTF_8));
                parts.put(empty, nothing);
                var input = new Inputs();
                parts.forEach(input::with);

                assertThat(ids(input.records())).containsExactly("A-1", "A-3");
            }
        }

        @Test
        void with_nothing_in_it_is_passed_over_by_a_mapping_as_well() {
            var rows = "A-1,P-1,2026-11-03,1.50,EUR\n";
            for (var mapping : List.of(
                    mapping("csv: {header: [Id, Rep, Day, Amount, Currency]}"),
                    mapping("csv: {header: [Id, Rep, Day, Amount, Currency], skipLines: 1, footerLines: 2}"))) {
                assertThat(ids(Inputs.of("part-1.csv", "")
                                .with("part-2.csv", mapping.contains("skipLines") ? "Deals\n" + rows : rows)
                                .mappedBy(mapping)
                                .records()))
                        .containsExactly("A-1");
            }
        }
    }
}
