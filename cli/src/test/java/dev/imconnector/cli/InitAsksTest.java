package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code im init} writes: what is certain stands there, what can be read in two ways is left empty, and no preview
 * takes it before somebody has decided.
 */
class InitAsksTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int im(String... arguments) {
        out.reset();
        err.reset();
        return Im.execute(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()),
                        folder,
                        new ByteArrayInputStream(new byte[0])),
                arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private String mapping() throws IOException {
        return Files.readString(folder.resolve("m.yaml"));
    }

    private void init(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        Files.deleteIfExists(folder.resolve("m.yaml"));
        assertThat(im(
                        "init",
                        folder.resolve(name).toString(),
                        "--mapping",
                        folder.resolve("m.yaml").toString()))
                .as(said())
                .isZero();
    }

    private void init(String... lines) throws IOException {
        init("deals.csv", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private int preview(String name) {
        return im(
                "preview",
                folder.resolve(name).toString(),
                "--mapping",
                folder.resolve("m.yaml").toString());
    }

    private void isAsked(String question, String emptyMember) throws IOException {
        assertThat(said()).contains("until you have filled in").contains(question);
        assertThat(mapping()).containsPattern("(?m)^ *\"?" + emptyMember + "\"?: +#");
        assertThat(preview("deals.csv")).as(said()).isEqualTo(ExitStatus.FAILED);
        assertThat(said()).contains("MAPPING_INVALID");
    }

    private void isTakenAtOnce() {
        assertThat(said()).doesNotContain("until you have filled in");
        assertThat(preview("deals.csv")).as(said()).isZero();
    }

    @Nested
    class Day_and_month {

        private void datedBy(String... dates) throws IOException {
            var lines = new String[dates.length + 1];
            lines[0] = "Id,Rep,Close Date,Amount,Currency";
            for (int i = 0; i < dates.length; i++) {
                lines[i + 1] = "D-" + i + ",P001,\"" + dates[i] + "\",100.00,GBP";
            }
            init(lines);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                03/11/2026 | 04/11/2026
                3/4/26     | 5/6/26
                03-11-2026 | 04-12-2026
                1/2/2026 9:05 AM | 1/3/2026 10:00 PM
                """)
        void that_may_be_either_are_asked_for(String one, String other) throws IOException {
            datedBy(one, other);

            isAsked("month or day may come first", "pattern");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                03/11/2026 | 13/11/2026 | d/M/yyyy
                11/03/2026 | 11/13/2026 | M/d/yyyy
                3.11.26    | 4.11.26    | d.M.yy
                3-Nov-2026 | 14-Nov-2026 | d-MMM-yyyy
                20261103   | 20261104   | yyyyMMdd
                2026/11/03 | 2026/11/04 | yyyy/MM/dd
                """)
        void that_can_be_one_only_are_written(String one, String other, String pattern) throws IOException {
            datedBy(one, other);

            assertThat(mapping()).contains("pattern: " + pattern + "\n");
            isTakenAtOnce();
        }

        @Test
        void with_names_of_months_in_another_language_name_it() throws IOException {
            datedBy("3. November 2026", "14. März 2026");

            assertThat(mapping()).contains("pattern: \"d. MMMM yyyy\"").contains("locale: de");
            isTakenAtOnce();
        }

        @Test
        void are_told_by_most_of_the_values_and_one_bad_one_is_shown() throws IOException {
            var dates = new String[20];
            for (int i = 0; i < 20; i++) {
                dates[i] = (i + 1) + "/11/2026";
            }
            dates[3] = "soon";
            datedBy(dates);

            assertThat(mapping()).contains("pattern: d/M/yyyy").contains("of another form: soon");
        }

        @Test
        void with_a_time_of_day_need_the_zone_unless_each_is_midnight() throws IOException {
            datedBy("2026-11-03 17:05:00", "2026-11-04 09:00:00");
            isAsked("in which zone", "zone");

            datedBy("2026-11-03 00:00:00", "2026-11-04 00:00:00");
            isTakenAtOnce();
        }
    }

    @Nested
    class Amounts {

        private void of(String... amounts) throws IOException {
            var lines = new String[amounts.length + 1];
            lines[0] = "Id,Rep,Close Date,Amount,Currency";
            for (int i = 0; i < amounts.length; i++) {
                lines[i + 1] = "D-" + i + ",P001,2026-11-03,\"" + amounts[i] + "\",EUR";
            }
            init(lines);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.234", "12,500", "-1.234", "1,234"})
        void whose_separator_may_be_of_decimals_or_of_thousands_are_asked_for(String amount) throws IOException {
            of(amount, "750");

            isAsked("which is the decimal separator, and which one groups thousands? (" + amount, "decimal");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                1.234     | 99,5     | decimal: ","     | thousands: "."
                1,234     | 99.50    | thousands: ","   |
                1.234.567 | 750      | decimal: ","     | thousands: "."
                1,234.50  | 12,500   | thousands: ","   |
                1 234,50  | 12 500   | decimal: ","     | thousands: " "
                1'234.50  | 12'500   | thousands: "'"   |
                12,50-    | 99,00    | decimal: ","     | minus: trailing
                (12.50)   | 99.00    | minus: parentheses |
                """)
        void that_can_be_read_in_one_way_only_are_taken(String one, String other, String first, String second)
                throws IOException {
            of(one, other);

            assertThat(mapping()).contains(first).contains(second == null ? "" : second);
            isTakenAtOnce();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.25E7", "1.2e+06", "-3.5E5"})
        void with_an_exponent_are_asked_for(String amount) throws IOException {
            of(amount, "99.50");

            isAsked("is exact where a program wrote it", "exponent");
        }

        @Test
        void that_contradict_each_other_are_asked_for() throws IOException {
            of("1.234,50", "1,234.50");

            isAsked("which is the decimal separator", "decimal");
        }
    }

    @Nested
    class Currencies {

        private void of(String... words) throws IOException {
            var lines = new String[words.length + 1];
            lines[0] = "Id,Rep,Close Date,Amount,Currency";
            for (int i = 0; i < words.length; i++) {
                lines[i + 1] = "D-" + i + ",P001,2026-11-03,100.00," + words[i];
            }
            init(lines);
        }

        @ParameterizedTest
        @ValueSource(strings = {"$", "kr", "Dollar", "Peso", "Pfund", "¥", "local"})
        void that_a_word_can_mean_several_of_are_asked_for(String word) throws IOException {
            of("EUR", word);

            isAsked("which currency is '" + word + "'?", java.util.regex.Pattern.quote(word));
        }

        @ParameterizedTest
        @CsvSource({
            "US Dollar, USD",
            "Pound Sterling, GBP",
            "Schweizer Franken, CHF",
            "gbp, GBP",
            "€, EUR",
            "Canadian Dollar, CAD",
            "US-Dollar, USD"
        })
        void that_a_word_can_mean_one_of_only_are_written(String word, String code) throws IOException {
            of("EUR", word);

            isTakenAtOnce();
            assertThat(said()).contains("\"currencyCode\":\"" + code + "\"").contains("\"currencyCode\":\"EUR\"");
        }

        @Test
        void beside_the_amount_are_taken_from_there() throws IOException {
            init("Id,Rep,Close Date,Amount", "D-1,P001,2026-11-03,\"USD 1,234.50\"", "D-2,P001,2026-11-03,EUR 12.00");

            isTakenAtOnce();
            assertThat(said())
                    .contains("\"amount\":1234.50,\"currencyCode\":\"USD\"")
                    .contains("\"currencyCode\":\"EUR\"");
        }

        @Test
        void that_no_column_holds_are_asked_for() throws IOException {
            init("Id,Rep,Close Date,Amount", "D-1,P001,2026-11-03,100.00");

            isAsked("no column looks like a currency", "constant");
        }
    }

    @Nested
    class Columns {

        @Test
        void that_could_both_be_the_amount_are_asked_for() throws IOException {
            init("Id,Rep,Close Date,Net Amount Due,Gross Amount Due,Currency", "D-1,P001,2026-11-03,100.00,119.00,GBP");

            isAsked("amount: it could be 'Net Amount Due' or 'Gross Amount Due'", "column");
        }

        @Test
        void that_could_both_be_the_id_are_asked_for() throws IOException {
            init(
                    "Order Number,Invoice Number,Rep,Close Date,Amount,Currency",
                    "O-1,I-1,P001,2026-11-03,100.00,GBP",
                    "O-2,I-2,P001,2026-11-03,100.00,GBP");

            isAsked("sourceRef: it could be 'Order Number' or 'Invoice Number'", "column");
        }

        @Test
        void of_exactly_a_name_win_over_those_that_contain_it() throws IOException {
            init(
                    "Account Id,Id,Rep,Created Date,Close Date,Commissionable Amount,Amount,Currency",
                    "A-1,D-1,P001,2026-11-01,2026-11-03,7.00,100.00,GBP");

            isTakenAtOnce();
            assertThat(said())
                    .contains("\"sourceRef\":\"D-1\"")
                    .contains("\"amount\":100.00")
                    .contains("2026-11-03");
        }

        @Test
        void of_numbers_of_persons_are_no_ids_of_credits() throws IOException {
            init(
                    "Auftragsnummer;Personalnummer;Abschlussdatum;Betrag;Währung",
                    "4711;100042;31.03.2026;1.234,56;EUR",
                    "4712;100042;31.03.2026;99,00;EUR");

            assertThat(mapping())
                    .containsSubsequence("sourceRef:", "Auftragsnummer", "participantId:", "Personalnummer");
        }

        @Test
        void whose_values_come_twice_are_no_ids_by_themselves() throws IOException {
            init("Id,Rep,Close Date,Amount,Currency", "D-1,P001,2026-11-03,1.50,GBP", "D-1,P002,2026-11-03,2.50,GBP");

            isAsked("'D-1' is there more than once", "lookup");
        }

        @ParameterizedTest
        @CsvSource({"S, H", "Soll, Haben", "D, C", "DR, CR", "Debit, Credit", "+, -"})
        void that_may_say_debit_and_credit_are_asked_for(String one, String other) throws IOException {
            init(
                    "Id,Rep,Close Date,Amount,Currency,Side",
                    "D-1,P001,2026-11-03,1.50,GBP," + one,
                    "D-2,P001,2026-11-03,2.50,GBP," + other);

            isAsked("amount: does 'Side' (" + one + " and " + other + ") say its sign?", "sign");
        }

        @ParameterizedTest
        @CsvSource({"Stage, Closed Won, Negotiation", "Deal Status, Billed, Open", "Orderstate, done, cancelled"})
        void that_tell_which_rows_are_meant_are_asked_for(String name, String one, String other) throws IOException {
            init(
                    "Id,Rep,Close Date,Amount,Currency," + name,
                    "D-1,P001,2026-11-03,1.50,GBP," + one,
                    "D-2,P001,2026-11-03,2.50,GBP," + other);

            isAsked("only: which rows are meant, by '" + name + "' (" + one + ", " + other + ")?", "only");
        }

        @Test
        void that_have_one_state_only_are_named_and_not_asked_for() throws IOException {
            init("Id,Rep,Close Date,Amount,Currency,Stage", "D-1,P001,2026-11-03,1.50,GBP,Won");

            assertThat(mapping()).contains("# only: {column: \"Stage\", values: [\"Won\"]}");
            isTakenAtOnce();
        }

        @Test
        void of_names_of_persons_need_a_table_of_participants() throws IOException {
            init("Id,Deal owner,Close Date,Amount,Currency", "D-1,Anna Example,2026-11-03,1.50,GBP");

            isAsked("names or mail addresses", "lookup");
        }

        @Test
        void that_are_there_twice_are_asked_for() throws IOException {
            init("Id,Rep,Close Date,Amount,Currency,Amount", "D-1,P001,2026-11-03,1.50,GBP,1.79");

            isAsked("amount: it could be 'Amount'", "column");
        }
    }

    @Nested
    class The_form_of_the_file {

        private static final String ROWS = "Id;Rep;Close Date;Amount;Currency\nD-1;P001;2026-11-03;1,50;GBP\n";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Id,Rep,Close Date,\"Amount\n(EUR)\",Currency",
                    "Id,Rep,Close Date,\"Amount\r\n(EUR)\",Currency",
                    "Id,Rep,Close Date,\"Amount \"\"net\"\"\",Currency",
                    "Id,Rep,Close Date,\"Amount\u2028net: # x\",Currency",
                    "Id,Rep,Close Date,\"Amount \\\\ net\",Currency"
                })
        void may_have_any_character_in_a_header(String header) throws IOException {
            init(header, "D-1,P001,2026-11-03,1.50,GBP");

            isTakenAtOnce();
            assertThat(said()).contains("\"amount\":1.50");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "sep=,", "sep=\t", "sep=|"})
        void with_the_line_that_Excel_reads_the_delimiter_from(String line) throws IOException {
            var delimiter = line.replaceAll("(?i)\"|sep=", "");
            init((line + "\n" + ROWS.replace("1,50", "1.50").replace(";", delimiter)).split("\n"));

            assertThat(mapping()).contains("skipLines: 1");
            isTakenAtOnce();
            assertThat(said()).contains("\"amount\":1.50");
        }

        @Test
        void with_a_title_and_a_footer() throws IOException {
            init(("Deals of the day\nAs of 2026-11-04\n" + ROWS + "\nThree lines\nof a footer\nCopyright").split("\n"));

            assertThat(mapping()).contains("skipLines: 2").contains("footerLines: 3");
            isTakenAtOnce();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Total", "Grand Total:", "Gesamtsumme", "Zwischensumme", "Total général", "Subtotal"})
        void with_rows_of_totals(String word) throws IOException {
            init((ROWS + word + ";;;1,50;\nD-2;P001;2026-11-03;2,50;GBP\n" + word + ";;;4,00;").split("\n"));

            assertThat(mapping()).contains("totalRows: [\"" + word + "\"]");
            isTakenAtOnce();
            assertThat(said()).contains("to send    2").doesNotContain("4.00}");
        }

        @Test
        void with_a_footer_far_below_what_is_looked_at_first() throws IOException {
            var all = new StringBuilder("Id;Rep;Close Date;Amount;Currency\n");
            for (int i = 0; i < 20_000; i++) {
                all.append("D-").append(i).append(";P001;2026-11-03;1,50;GBP\n");
            }
            init("deals.csv", all.append("Total 20000\nCopyright\n").toString().getBytes(StandardCharsets.UTF_8));

            assertThat(mapping()).contains("footerLines: 2");
            isTakenAtOnce();
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "windows-1252"})
        void in_a_character_set_of_its_own(String charset) throws IOException {
            init("deals.csv", ROWS.replace("P001", "Pö01").getBytes(Charset.forName(charset)));

            assertThat(mapping()).contains("charset: " + charset);
            isTakenAtOnce();
        }

        @Test
        void gzipped_under_a_name_that_says_so() throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(ROWS.getBytes(StandardCharsets.UTF_8));
            }
            init("deals.csv.gz", packed.toByteArray());

            assertThat(mapping()).contains("files: \"deals.csv\"");
            assertThat(preview("deals.csv.gz")).isZero();
        }

        @Nested
        class As_JSON_lines {

            private static final String DEAL = """
                    {"id":"D-1","owner":{"employeeNumber":"P001"},"closeDate":"2026-11-03","amount":1.234,"currency":"EUR"}
                    {"id":"D-2","owner":{"employeeNumber":"P002"},"closeDate":"2026-11-04","amount":1.25E3,"currency":"GBP","note":null}
                    """;

            @Test
            void has_its_members_as_columns_and_those_of_objects_by_their_paths() throws IOException {
                init("deals.jsonl", DEAL.getBytes(StandardCharsets.UTF_8));

                assertThat(mapping())
                        .contains("column: \"owner.employeeNumber\"")
                        .doesNotContain("csv:");
                assertThat(said()).contains("JSON lines, 6 members").doesNotContain("until you have filled in");
                assertThat(preview("deals.jsonl")).as(said()).isZero();
                assertThat(said()).contains("\"amount\":1.234,", "\"amount\":1250,", "\"participantId\":\"P002\"");
            }

            @Test
            void with_numbers_as_texts_is_asked_what_their_separator_means() throws IOException {
                init("deals.jsonl", DEAL.replace("1.234", "\"1.234\"").getBytes(StandardCharsets.UTF_8));

                assertThat(said()).contains("which is the decimal separator");
                assertThat(preview("deals.jsonl")).isEqualTo(ExitStatus.FAILED);
            }

            @Test
            void with_words_for_currencies_is_asked_which_they_are() throws IOException {
                init("deals.jsonl", DEAL.replace("\"EUR\"", "\"Dollar\"").getBytes(StandardCharsets.UTF_8));

                assertThat(said()).contains("which currency is 'Dollar'?");
                assertThat(preview("deals.jsonl")).isEqualTo(ExitStatus.FAILED);
            }

            @Test
            void under_another_name_and_gzipped_says_the_format() throws IOException {
                var packed = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(packed)) {
                    gzip.write(DEAL.getBytes(StandardCharsets.UTF_8));
                }
                init("deals.json.gz", packed.toByteArray());

                assertThat(mapping()).contains("format: jsonl");
                assertThat(preview("deals.json.gz")).as(said()).isZero();
            }

            @ParameterizedTest
            @ValueSource(strings = {"[{\"id\":1}]", "[\n {\"id\":1}]", "{\n \"id\": 1\n}"})
            void in_one_piece_is_told_and_no_mapping_is_made(String content) throws IOException {
                Files.writeString(folder.resolve("deals.jsonl"), content);

                assertThat(im("init", folder.resolve("deals.jsonl").toString())).isEqualTo(ExitStatus.USAGE);
                assertThat(said()).contains("one object a line").doesNotContain("\tat ");
            }
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
                A-1,P-1,2026-11-03,1.50,EUR
                A-1;P-1;03.11.2026;1,50;EUR
                A-1|4711|20261103|1.50|GBP
                "A-1"\t"P-1"\t"2026-11-03T10:00:00Z"\t"1.50"\t"USD"
                """)
        void without_a_header_line_has_its_columns_by_position_and_asks_which_is_which(String row) throws IOException {
            init(row, row.replace("A-1", "A-2"));

            assertThat(said()).contains("5 columns, no header line").contains("sourceRef: it could be 'Column 1' or");
            assertThat(mapping())
                    .contains("header: [\"Column 1\", \"Column 2\", \"Column 3\", \"Column 4\", \"Column 5\"]")
                    .contains("such as A-1, A-2");
            assertThat(preview("deals.csv")).isEqualTo(ExitStatus.FAILED);

            Files.writeString(
                    folder.resolve("m.yaml"),
                    answered("sourceRef", 1, answered("participantId", 2, answered("amount", 4, mapping()))));
            assertThat(preview("deals.csv")).as(said()).isZero();
            assertThat(said()).contains("\"sourceRef\":\"A-1\"", "\"sourceRef\":\"A-2\"", "\"amount\":1.50");
        }

        /** The mapping with somebody's answer to which column a field is. */
        private String answered(String field, int column, String mapping) {
            var comma = mapping.contains("03.11.2026") && field.equals("amount") ? "\n        decimal: \",\"" : "";
            return mapping.replaceFirst(
                    "(?m)(      " + field + ":\n        column:) .*", "$1 \"Column " + column + "\"" + comma);
        }

        @Test
        void with_numbers_in_its_header_still_has_one() throws IOException {
            init("Id,Rep,Close Date,Amount 2026,Currency,2025", "D-1,P001,2026-11-03,1.50,GBP,7");

            assertThat(said()).contains("header with 6 columns");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
                Id\tRep\tClose Date\tAmount\tCurrency\tName     # D-1\tP001\t2026-11-03\t1.50\tGBP\t"Big" deal
                Id\tRep\tClose Date\tAmount\tCurrency\tName     # D-1\tP001\t2026-11-03\t1.50\tGBP\t"Big
                Id|Rep|Close Date|Amount|Currency|Name            # D-1|P001|2026-11-03|1.50|GBP|"19 inch" rack
                Id;Rep;Close Date;Amount;Currency;Name            # D-1;P001;2026-11-03;1.50;GBP;"a" b
                """)
        void without_any_quoting_is_read_as_it_is(String header, String row) throws IOException {
            init(header, row, row.replace("D-1", "D-2").replace("\"", ""), row.replace("D-1", "D-3"));

            assertThat(mapping()).contains("quote: none");
            isTakenAtOnce();
            assertThat(said()).contains("\"sourceRef\":\"D-1\"", "\"sourceRef\":\"D-2\"", "\"sourceRef\":\"D-3\"");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
                "The \\"big\\" deal"
                "a \\"b, c"
                "c:\\\\dir\\"x"
                """)
        void with_backslashes_before_quotes_says_so(String name) throws IOException {
            init(
                    "Id,Rep,Name,Close Date,Amount,Currency",
                    "D-1,P001," + name + ",2026-11-03,1.50,GBP",
                    "D-2,P001,plain,2026-11-03,1.50,GBP");

            assertThat(mapping()).contains("escape: \"\\\\\"");
            isTakenAtOnce();
            assertThat(said()).contains("\"sourceRef\":\"D-1\"", "\"sourceRef\":\"D-2\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"deals.csv.zip", "deals.zip", "deals.csv"})
        void zipped_with_one_file_in_the_archive(String name) throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(packed)) {
                zip.putNextEntry(new ZipEntry("export.csv"));
                zip.write(ROWS.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            init(name, packed.toByteArray());

            assertThat(preview(name)).as(said()).isZero();
            assertThat(said()).contains("\"sourceRef\":\"D-1\"");
        }

        @ParameterizedTest
        @CsvSource({
            "PK\u0003\u0004xx, workbook",
            "PK\u0003\u0004\u0014_\u0006_\u0008___!_[Content_Types].xml and no more, workbook",
            "PK\u0003\u0004\u0014\u0000\u0006\u0000\u0008\u0000\u0000\u0000!\u0000[Content_Types].xml, workbook",
            "%PDF-1.7, PDF",
            "<!DOCTYPE html><html>, page",
            "PAR1xx, Parquet",
            "a\u0000b, zero"
        })
        void that_is_no_text_is_told_and_no_mapping_is_made(String content, String word) throws IOException {
            Files.write(folder.resolve("deals.csv"), content.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(im("init", folder.resolve("deals.csv").toString())).isEqualTo(ExitStatus.USAGE);
            assertThat(said()).contains(word).doesNotContain("\tat ");
            assertThat(folder.resolve("mapping.yaml")).doesNotExist();
        }

        @Test
        void has_a_mapping_whose_schema_an_editor_finds_beside_it() throws IOException {
            init(ROWS.split("\n"));

            var named = mapping().lines().findFirst().orElseThrow().replace("# yaml-language-server: $schema=", "");
            assertThat(folder.resolve(named))
                    .content(StandardCharsets.UTF_8)
                    .contains("\"$id\": \"https://im-connector.dev/schemas/credit-mapping-1.json\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a+b 100%#1.csv",
                    "Gutschriften M\u00e4rz.csv",
                    "deal's [1] {2}.csv",
                    "50%25 & more.csv",
                    "what?*.csv",
                    "a: \"b\".csv"
                })
        void under_any_name_has_a_mapping_that_is_for_that_name(String name) throws IOException {
            init(name, ROWS.getBytes(StandardCharsets.UTF_8));

            assertThat(preview(name)).as(said()).isZero();
            assertThat(said()).contains("\"sourceRef\":\"D-1\"");
        }

        @Test
        void under_a_name_with_blanks_is_quoted_in_what_to_type_next() throws IOException {
            init("won deals 01-04-2026.csv", ROWS.getBytes(StandardCharsets.UTF_8));

            assertThat(said()).contains("im preview '" + folder.resolve("won deals 01-04-2026.csv") + "'");
        }
    }
}
