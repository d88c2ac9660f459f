package dev.imconnector.source.csv;

import static dev.imconnector.testkit.Inputs.HEADER;
import static dev.imconnector.testkit.Inputs.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.source.InputException;
import dev.imconnector.source.Original;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.testkit.Inputs;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvInputTest {

    private static final String FILE = "s3://crm/credits/a.csv";

    private static List<SourceRecord> read(String content) {
        return Inputs.of("a.csv", content).records();
    }

    private static Credit credit(String sourceRef) {
        return new Credit(sourceRef, "P-1", "2026-03-31", new BigDecimal("10.50"), "EUR", "2026-03");
    }

    private static void refused(byte[] content, String code, String message) {
        for (var pieces : Inputs.pieces(content.length)) {
            var input = Inputs.of("a.csv", content).inPiecesOf(pieces);
            assertThatThrownBy(input::records).isInstanceOfSatisfying(InputException.class, e -> {
                assertThat(e.problem().code()).isEqualTo(code);
                assertThat(e.problem().message()).isEqualTo(message);
                assertThat(e.problem().fix()).isNotBlank();
            });
            assertThat(input.store.openStreams()).isZero();
        }
    }

    @Test
    void a_record_knows_where_it_is_from() {
        var records = read(HEADER + "\n" + row("A") + "\n" + row("B") + "\n");

        assertThat(records).extracting(SourceRecord::position).containsExactly(0L, 1L);
        assertThat(records).extracting(SourceRecord::line).containsExactly(2L, 3L);
        assertThat(records).extracting(SourceRecord::file).containsOnly(FILE);
        assertThat(records).extracting(SourceRecord::credit).containsExactly(credit("A"), credit("B"));
    }

    static Stream<String> formsOfOneFile() {
        var plain = HEADER + "\n" + row("A") + "\n" + row("B") + "\n";
        return Stream.of(
                plain,
                plain.replace("\n", "\r\n"),
                plain.replace("\n", "\r"),
                plain.replace("\n", "\r\r\n"),
                "\ufeff" + plain,
                plain.stripTrailing(),
                "\n\n" + plain.replace("\n", "\n\n \t\n") + "\r\n\n",
                plain.replaceAll("([^,\n]+)", "\"$1\""),
                plain.replaceAll("([^,\n]+)", " $1\t"),
                plain.replaceAll("([^,\n]+)", " \"$1\" "),
                plain.replaceAll("([^,\n]+)", "\" $1\n\""),
                "other,_file,amount,sourceRef,currencyCode,participantId,periodId,transactionDate,_amount\n"
                        + "\"x\r\ny,\"\"z\",f,10.50,A,EUR,P-1,2026-03,2026-03-31,\n"
                        + ",,10.50,B,EUR,P-1,2026-03,2026-03-31,99\n",
                HEADER + ",Note,Note\n" + row("A") + ",,\n" + row("B") + ",\u0007,5\" pipe\n");
    }

    @ParameterizedTest
    @MethodSource("formsOfOneFile")
    void the_same_credits_come_in_many_forms(String content) {
        for (var pieces : new int[] {1, 3, Integer.MAX_VALUE}) {
            assertThat(Inputs.of("a.csv", content).inPiecesOf(pieces).credits())
                    .containsExactly(credit("A"), credit("B"));
            assertThat(Inputs.of("A.CSV.GZ", Inputs.gzip(content))
                            .inPiecesOf(pieces)
                            .credits())
                    .containsExactly(credit("A"), credit("B"));
        }
    }

    @Test
    void a_line_number_is_that_of_the_line_on_which_the_record_starts() {
        var content = "\r\n" + HEADER + ",note\r\n"
                + row("A") + ",\"one\r\ntwo\nthree\rfour\nfive\"\r\n"
                + "\r\n"
                + row("B") + ",\r\n"
                + row("C") + ",\"\n\n\"\n"
                + row("D") + ",";
        assertThat(read(content)).extracting(SourceRecord::line).containsExactly(3L, 9L, 10L, 13L);
    }

    static Stream<Arguments> headers() {
        var fix = "Let a mapping say which of its columns are the fields: im init FILE writes a first one, and"
                + " --mapping or the setting credit-mapping names it. A file without a mapping needs a header"
                + " line with exactly"
                + " these names: " + HEADER.replace(",", ", ");
        return Stream.of(
                arguments(
                        HEADER.replace("amount", "Amount"),
                        "The header of " + FILE + " lacks amount; found: 'sourceRef', 'participantId',"
                                + " 'transactionDate', 'Amount', 'currencyCode', 'periodId'",
                        fix),
                arguments(
                        "sourceRef,x\n",
                        "The header of " + FILE + " lacks participantId, transactionDate, amount, currencyCode,"
                                + " periodId; found: 'sourceRef', 'x'",
                        fix),
                arguments(
                        HEADER + ", amount ,sourceRef,x,x\n",
                        "The header of " + FILE + " has sourceRef, amount more than once; found: 'sourceRef',"
                                + " 'participantId', 'transactionDate', 'amount', 'currencyCode', 'periodId',"
                                + " 'amount', 'sourceRef', 'x', 'x'",
                        fix),
                arguments(
                        HEADER.replace(',', ';'),
                        "The header of " + FILE + " lacks " + HEADER.replace(",", ", ") + "; found: '"
                                + HEADER.replace(',', ';') + "'",
                        "Separate the columns by commas"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void a_header_that_will_not_do_is_shown(String content, String message, String fix) {
        refused(content.getBytes(UTF_8), "HEADER_INVALID", message);
        assertThatThrownBy(() -> read(content))
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.problem().fix()).isEqualTo(fix));
    }

    static Stream<Arguments> wholesOfNoUse() {
        var start = HEADER + "\n" + row("A") + "\n";
        var cutOff = FILE + " is cut off near line ";
        var broken = FILE + " cannot be read beyond line ";
        return Stream.of(
                arguments(
                        start + "B,P-1,2026-03",
                        "INPUT_TRUNCATED",
                        cutOff + "3: its last line has no line end and 3 of 6 fields"),
                arguments(
                        start + "B", "INPUT_TRUNCATED", cutOff + "3: its last line has no line end and 1 of 6 fields"),
                arguments(
                        start + "B,\"P-1",
                        "INPUT_TRUNCATED",
                        cutOff + "3: a quoted value that starts in the record on that line never ends"),
                arguments(
                        start + "B,P-1,2026-03-31,10.50,EUR,\"2026-03\n" + row("C") + "\n",
                        "INPUT_TRUNCATED",
                        cutOff + "3: a quoted value that starts in the record on that line never ends"),
                arguments(
                        start + row("B") + "\n\"",
                        "INPUT_TRUNCATED",
                        cutOff + "4: a quoted value that starts in the record on that line never ends"),
                arguments(
                        HEADER + ",\"x",
                        "INPUT_TRUNCATED",
                        cutOff + "1: a quoted value that starts in the record on that line never ends"),
                arguments(
                        start + "\"B\"x,P-1\n",
                        "INPUT_BROKEN",
                        broken + "3: characters follow the closing quotation mark of a value;"
                                + " is a quotation mark within it not doubled?"),
                arguments(
                        "\"B\"x,P-1\n",
                        "INPUT_BROKEN",
                        broken + "1: characters follow the closing quotation mark of a value;"
                                + " is a quotation mark within it not doubled?"),
                arguments(
                        start + "x".repeat(2 * 1024 * 1024) + "\n",
                        "INPUT_BROKEN",
                        broken + "3: the record is longer than 1048576 characters; is a quotation mark left open?"),
                arguments(
                        start + row("B") + ",\"" + "x".repeat(1024 * 1024) + "\"\n",
                        "INPUT_BROKEN",
                        broken + "3: the record is longer than 1048576 characters; is a quotation mark left open?"),
                arguments(
                        start + row("B") + ",\"" + "x\n".repeat(1024 * 1024),
                        "INPUT_BROKEN",
                        broken + "3: the record is longer than 1048576 characters; is a quotation mark left open?"),
                arguments(
                        start + row("B") + "\n" + ",".repeat(1024 * 1024) + "\n",
                        "INPUT_BROKEN",
                        broken + "4: the record is longer than 1048576 characters; is a quotation mark left open?"));
    }

    @ParameterizedTest
    @MethodSource("wholesOfNoUse")
    void an_input_that_is_cut_off_or_broken_is_refused_as_a_whole(String content, String code, String message) {
        refused(content.getBytes(UTF_8), code, message);
    }

    @Test
    void what_is_no_utf8_is_refused_with_its_place() {
        var latin1 = (HEADER + "\n" + row("A") + "\n" + row("Müller") + "\n").getBytes(ISO_8859_1);
        refused(latin1, "INPUT_NOT_UTF8", FILE + " is not UTF-8: near line 3 it has the byte 0xFC");
        var halfPair =
                Inputs.join((HEADER + "\nA").getBytes(UTF_8), new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        refused(halfPair, "INPUT_NOT_UTF8", FILE + " is not UTF-8: near line 2 it has the byte 0xED");
    }

    @Test
    void a_file_that_ends_in_the_middle_of_a_character_is_cut_off() {
        for (var character : List.of("ü", "漢", "😀")) {
            var whole = (HEADER + "\n" + row("A") + character).getBytes(UTF_8);
            for (int missing = 1; missing < character.getBytes(UTF_8).length; missing++) {
                refused(
                        java.util.Arrays.copyOf(whole, whole.length - missing),
                        "INPUT_TRUNCATED",
                        FILE + " is cut off near line 2: it ends in the middle of a character");
            }
        }
    }

    @Test
    void a_record_with_too_many_or_too_few_fields_is_a_reject_and_the_next_one_is_read() {
        var records = read(HEADER + "\nA,P-1\n" + row("B") + ",x\n" + row("C") + "\n");

        assertThat(records)
                .extracting(SourceRecord::checked)
                .containsExactly(
                        new Rejection(
                                "FIELD_COUNT",
                                "The record has 2 fields, the header 6, and column 6 is needed: a line break in a value"
                                        + " that is not quoted cuts a record in two; for the lines of a footer set csv.footerLines (and csv.totalRows for totals); where an export leaves out blank"
                                        + " last cells, set csv.missingCells to blank"),
                        new Rejection(
                                "FIELD_COUNT",
                                "The record has 7 fields, the header 6: quote values that hold a comma, a quote or a"
                                        + " line break"),
                        credit("C"));
        assertThat(records).extracting(SourceRecord::sourceRef).containsExactly("A", "B", "C");
        assertThat(records).extracting(SourceRecord::amount).containsExactly(null, ten(), ten());
    }

    private static BigDecimal ten() {
        return new BigDecimal("10.50");
    }

    @Test
    void a_line_with_nothing_but_an_empty_quoted_value_is_a_record_and_no_blank_line() {
        assertThat(read(HEADER + "\n\"\"\n" + row("A") + "\n"))
                .extracting(r -> r.isValid() ? "" : r.rejection().code())
                .containsExactly("FIELD_COUNT", "");
    }

    @Test
    void too_few_fields_on_a_last_line_that_is_ended_are_a_reject() {
        assertThat(read(HEADER + "\nA,P-1\n"))
                .singleElement()
                .satisfies(r -> assertThat(r.rejection().code()).isEqualTo("FIELD_COUNT"));
    }

    @Test
    void too_many_fields_on_a_last_line_that_is_not_ended_are_a_reject() {
        assertThat(read(HEADER + "\n" + row("A") + ",x"))
                .singleElement()
                .satisfies(r -> assertThat(r.rejection().code()).isEqualTo("FIELD_COUNT"));
    }

    @Test
    void a_rejected_record_keeps_its_values_as_they_were() {
        var records = read(HEADER + ",note\n\" A \",,2026-03-31,10.50 ,EUR,2026-03,\"x\"\"y\"\n");

        assertThat(records).singleElement().satisfies(r -> {
            assertThat(r.rejection()).isEqualTo(new Rejection("FIELD_MISSING", "participantId is blank"));
            assertThat(r.sourceRef()).isEqualTo("A");
            assertThat(r.amount()).isEqualTo(ten());
            assertThat(r.currencyCode()).isEqualTo("EUR");
            assertThat(((Original.Row) r.original()).values())
                    .containsExactly(" A ", "", "2026-03-31", "10.50 ", "EUR", "2026-03", "x\"y");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 1024 * 1024 - 50})
    void a_record_just_short_of_the_limit_is_read(int length) {
        assertThat(Inputs.of(
                                "a.csv",
                                HEADER + ",note\n" + row("A") + ",\"" + "x".repeat(length) + "\"\n" + row("B") + ",\n")
                        .credits())
                .containsExactly(credit("A"), credit("B"));
    }

    @Test
    void a_header_without_records_is_an_input_without_records() {
        assertThat(read(HEADER)).isEmpty();
        assertThat(read(HEADER + "\n\n")).isEmpty();
    }
}
