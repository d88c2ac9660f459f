package dev.imconnector.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.Credit;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.source.Original;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.testkit.Inputs;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports with columns of their own: what a mapping makes of them, and what is said when they do not fit. */
class MappedInputTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String SAP = """
            version: 1
            mappings:
              - files: "sap-*.csv"
                csv: {delimiter: ";", charset: windows-1252, footerLines: 3}
                fields:
                  sourceRef: {columns: [Beleg, Position], separator: "/"}
                  participantId: {column: Verkäufer, case: upper}
                  transactionDate: {column: Datum, pattern: dd.MM.yyyy}
                  amount: {column: Betrag, decimal: ",", thousands: ".", minus: trailing}
                  currencyCode: {column: Währung, lookup: {table: {Euro: EUR, Dollar: USD}}}
                  periodId: {fromDate: "yyyy-'Q'Q"}
            """;
    private static final String SAP_HEADER = "Beleg;Position;Verkäufer;Datum;Betrag;Währung;Notiz\n";
    private static final String SAP_ROW = "4711;10;müller7;31.03.2026;1.234,56-;Euro;Rückgabe\n";

    private static Inputs sap(String name, String content) {
        return Inputs.of(name, content.getBytes(WINDOWS_1252)).mappedBy(SAP);
    }

    private static SourceRecord only(Inputs inputs) {
        var records = inputs.records();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static void fails(Inputs inputs, String code, String message) {
        assertThatThrownBy(inputs::records).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).isEqualTo(message);
        });
    }

    @Test
    void every_kind_of_conversion_gives_exact_digits_and_ISO_dates() {
        var credit = only(sap("sap-1.csv", SAP_HEADER + SAP_ROW)).credit();

        assertThat(credit)
                .isEqualTo(
                        new Credit("4711/10", "MÜLLER7", "2026-03-31", new BigDecimal("-1234.56"), "EUR", "2026-Q1"));
    }

    @Test
    void the_original_keeps_the_exports_own_columns_and_letters() {
        var record = only(sap("sap-1.csv", SAP_HEADER + SAP_ROW));

        assertThat(((Original.Row) record.original()).values())
                .containsExactly("4711", "10", "müller7", "31.03.2026", "1.234,56-", "Euro", "Rückgabe");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            4711;;m;31.03.2026;1,00;Euro;       # FIELD_MISSING  # sourceRef is joined from 'Beleg', 'Position', of which none may be blank
            4711;10; ;31.03.2026;1,00;Euro;     # FIELD_MISSING  # participantId is missing: the column 'Verkäufer' is blank
            4711;10;m;;1,00;Euro;               # FIELD_MISSING  # transactionDate is missing: the column 'Datum' is blank; periodId is derived from the transactionDate, which is not a date
            4711;10;m;31.02.2026;1,00;Euro;     # DATE_INVALID   # transactionDate from 'Datum': '31.02.2026' is not a date of the form dd.MM.yyyy; periodId is derived from the transactionDate, which is not a date
            4711;10;m;2026-03-31;1,00;Euro;     # DATE_INVALID   # transactionDate from 'Datum': '2026-03-31' is not a date of the form dd.MM.yyyy; periodId is derived from the transactionDate, which is not a date
            4711;10;m;31.03.2026;1.23,45;Euro;  # AMOUNT_INVALID # amount from 'Betrag': '1.23,45' is not a number of the form 1.234,50-
            4711;10;m;31.03.2026;1234.56;Euro;  # AMOUNT_INVALID # amount from 'Betrag': '1234.56' is not a number of the form 1.234,50-
            4711;10;m;31.03.2026;-1,00;Euro;    # AMOUNT_INVALID # amount from 'Betrag': '-1,00' is not a number of the form 1.234,50-
            4711;10;m;31.03.2026;1,00;Yen;      # LOOKUP_MISS    # currencyCode from 'Währung': 'Yen' is not among the 2 keys of the mapping's table (Euro, Dollar)
            4711;10;m;31.03.2026;1,00           # FIELD_COUNT    # The record has 5 fields, the header 7, and column 6 is needed: a line break in a value that is not quoted cuts a record in two; for the lines of a footer set csv.footerLines (and csv.totalRows for totals); where an export leaves out blank last cells, set csv.missingCells to blank
            """)
    void a_value_that_does_not_fit_is_a_reject_that_names_its_column(String row, String code, String reason) {
        var rejection = only(sap("sap-1.csv", SAP_HEADER + row + "\n")).rejection();

        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.reason()).isEqualTo(reason);
    }

    @Nested
    class A_file_that_does_not_fit {

        @Test
        void without_mapped_columns_lists_them_and_what_was_found() {
            fails(
                    sap("sap-1.csv", "Beleg;Position;Name;Datum;Wert\n"),
                    "HEADER_INVALID",
                    "The header of s3://crm/credits/sap-1.csv lacks 'Verkäufer' (for participantId), 'Betrag' (for amount),"
                            + " 'Währung' (for currencyCode); found: 'Beleg', 'Position', 'Name', 'Datum', 'Wert'");
        }

        @Test
        void with_another_delimiter_says_which() {
            assertThatThrownBy(
                            () -> sap("sap-1.csv", SAP_HEADER.replace(';', ',')).records())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().fix())
                                    .isEqualTo("Set csv.delimiter of the mapping 'sap-*.csv' to \",\""));
        }

        @Test
        void with_a_mapped_column_twice_is_refused() {
            fails(
                    sap("sap-1.csv", "Beleg;Position;Verkäufer;Datum;Betrag;Betrag;Währung\n"),
                    "HEADER_INVALID",
                    "The header of s3://crm/credits/sap-1.csv has 'Betrag' more than once; found: 'Beleg', 'Position',"
                            + " 'Verkäufer', 'Datum', 'Betrag', 'Betrag', 'Währung'");
        }

        @Test
        void that_is_empty_has_no_records_and_needs_no_header() {
            assertThat(sap("sap-1.csv", "").records()).isEmpty();
        }

        @Test
        void that_no_mapping_is_for_names_the_patterns() {
            fails(
                    sap("hubspot.csv", SAP_HEADER),
                    "MAPPING_NO_MATCH",
                    "No mapping is for s3://crm/credits/hubspot.csv; there are mappings for 'sap-*.csv'");
        }

        @Test
        void with_a_byte_that_is_no_character_is_refused() {
            var bytes = (SAP_HEADER + SAP_ROW).getBytes(WINDOWS_1252);
            bytes[bytes.length - 3] = (byte) 0x81;
            fails(
                    Inputs.of("sap-1.csv", bytes).mappedBy(SAP),
                    "INPUT_UNDECODABLE",
                    "s3://crm/credits/sap-1.csv is not text in windows-1252, as its mapping says: near line 2 it has the"
                            + " byte 0x81");
        }

        @Test
        void in_UTF_16_that_ends_in_a_character_is_cut_off() {
            var utf16 = "\ufeffa;b\n".getBytes(Charset.forName("UTF-16LE"));
            var cut = java.util.Arrays.copyOf(utf16, utf16.length - 1);
            fails(
                    Inputs.of("x.csv", cut)
                            .mappedBy(SAP.replace("windows-1252", "UTF-16LE").replace("sap-*", "*")),
                    "INPUT_TRUNCATED",
                    "s3://crm/credits/x.csv is cut off near line 1: it ends in the middle of a character");
        }

        @Test
        void that_is_cut_off_within_its_last_record_sends_nothing() {
            fails(
                    sap("sap-1.csv", SAP_HEADER + SAP_ROW + "4711;20;m"),
                    "INPUT_TRUNCATED",
                    "s3://crm/credits/sap-1.csv is cut off near line 3: its last line has no line end and 3 of 7 fields");
        }

        @Test
        void whose_name_says_no_form_asks_for_it() {
            assertThatThrownBy(() -> Inputs.of("sap-1.txt", SAP_HEADER)
                            .mappedBy(SAP.replace(".csv", ".txt"))
                            .source())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("INPUT_FORMAT_UNKNOWN"));
        }
    }

    @Nested
    class The_footer_of_a_report {

        private static final String FOOTER = "\"Umsätze März\"\n\n\"Erstellt von: Anna\"\n";

        @Test
        void is_no_record() {
            assertThat(sap("sap-1.csv", SAP_HEADER + SAP_ROW + FOOTER).records())
                    .hasSize(1);
        }

        @Test
        void that_is_longer_than_the_mapping_says_stays_in_the_input_as_rejects() {
            var records =
                    sap("sap-1.csv", SAP_HEADER + SAP_ROW + FOOTER + FOOTER).records();

            assertThat(records).hasSize(5);
            assertThat(records.subList(1, 5)).allMatch(r -> r.rejection().code().equals("FIELD_COUNT"));
        }

        @Test
        void followed_by_a_record_is_none() {
            var records =
                    sap("sap-1.csv", SAP_HEADER + "Summe\n" + SAP_ROW + FOOTER).records();

            assertThat(records).hasSize(2);
            assertThat(records.get(0).rejection().code()).isEqualTo("FIELD_COUNT");
            assertThat(records.get(1).isValid()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"Erstellt von: Anna\"", "4711"})
        void without_a_line_end_may_be_the_start_of_a_record_and_is_refused(String last) {
            assertThatThrownBy(
                            () -> sap("sap-1.csv", SAP_HEADER + SAP_ROW + last).records())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("INPUT_TRUNCATED"));
        }
    }

    @Nested
    class Rejects_pushed_again {

        private static final String OURS =
                "_file,_line,_sourceRef,_code,_reason,Beleg,Position,Verkäufer,Datum,Betrag,Währung,Notiz\n";

        @Test
        void are_mapped_as_the_file_was_that_they_came_from() {
            var rejects =
                    OURS + "s3://crm/credits/sap-1.csv.gz,2,,X,y,4711,10,müller7,31.03.2026,\"1.234,56-\",Euro,\n";

            var credit = only(Inputs.of("rejects.csv", rejects).mappedBy(SAP)).credit();

            assertThat(credit.sourceRef()).isEqualTo("4711/10");
            assertThat(credit.amount()).isEqualTo(new BigDecimal("-1234.56"));
        }

        @Test
        void may_have_been_saved_with_semicolons() {
            var rejects = OURS.replace(',', ';') + "file:///x/sap-1.csv;2;;X;y;4711;10;m;31.03.2026;1,00;Euro;\n";

            assertThat(only(Inputs.of("corrected.csv", rejects).mappedBy(SAP))
                            .credit()
                            .amount())
                    .isEqualTo(new BigDecimal("1.00"));
        }

        @Test
        void of_an_unknown_file_are_rejected_again() {
            var rejects = OURS + "file:///x/other.csv,2,,X,y,4711,10,m,31.03.2026,\"1,00\",Euro,\n";

            assertThat(only(Inputs.of("rejects.csv", rejects).mappedBy(SAP))
                            .rejection()
                            .reason())
                    .isEqualTo("No mapping is for the file file:///x/other.csv that the record came from");
        }

        @Test
        void come_back_as_they_went() {
            var first = sap("sap-1.csv", SAP_HEADER + SAP_ROW.replace("31.03.", "31.02."));
            var source = first.source();
            var format = source.rejectFormat(false);
            var record = Inputs.all(source.open(0)).get(0);
            var file = new String(format.header(), UTF_8) + new String(format.line(record, record.rejection()), UTF_8);

            var again = only(
                    Inputs.of("rejects.csv", file.replace("31.02.", "31.03.")).mappedBy(SAP));

            assertThat(again.credit())
                    .isEqualTo(only(sap("sap-1.csv", SAP_HEADER + SAP_ROW)).credit());
        }
    }

    @Nested
    class JSON_lines {

        private static final String MAPPING = """
                version: 1
                mappings:
                  - files: "deals*"
                    format: jsonl
                    fields:
                      sourceRef: {column: id}
                      participantId: {column: owner}
                      transactionDate: {column: closed, pattern: "yyyy-MM-dd'T'HH:mm:ssX", dayZone: America/New_York}
                      amount: {column: amount}
                      currencyCode: {constant: USD}
                      periodId: {fromDate: yyyy-MM}
                    additional:
                      renewal: {type: boolean, column: renewal, "true": ["true"], "false": ["false"]}
                """;

        @Test
        void are_mapped_by_their_members() {
            var line = "{\"id\":12345678901234567,\"owner\":\"o\",\"closed\":\"2026-04-01T03:59:59Z\",\"amount\":10.50,"
                    + "\"renewal\":true,\"x\":{\"y\":[1]}}\n";

            assertThat(only(Inputs.of("deals.txt", line).mappedBy(MAPPING)).credit())
                    .isEqualTo(new Credit(
                            "12345678901234567",
                            "o",
                            "2026-03-31",
                            new BigDecimal("10.50"),
                            "USD",
                            "2026-03",
                            List.of(new AdditionalField("renewal", AdditionalField.Type.BOOLEAN, "true"))));
        }

        @Test
        void without_a_member_or_with_an_object_in_it_are_rejects() {
            var records = Inputs.of("deals.jsonl", "{\"id\":1}\n{\"id\":{\"a\":1}}\n")
                    .mappedBy(MAPPING)
                    .records();

            assertThat(records.get(0).rejection().reason())
                    .startsWith("participantId is missing: the column 'owner' is blank; transactionDate is missing");
            assertThat(records.get(1).rejection().reason())
                    .isEqualTo("id is an object: a string or a number is needed");
        }

        @Test
        void that_were_rejected_are_mapped_as_the_file_that_they_came_from() {
            var line = "{\"_file\":\"s3://crm/deals-1.jsonl\",\"_line\":1,\"id\":\"1\",\"owner\":\"o\",\"closed\":"
                    + "\"2026-03-31T12:00:00Z\",\"amount\":\"1\"}\n";

            assertThat(only(Inputs.of("rejects.jsonl", line).mappedBy(MAPPING))
                            .credit()
                            .sourceRef())
                    .isEqualTo("1");
        }
    }
}
