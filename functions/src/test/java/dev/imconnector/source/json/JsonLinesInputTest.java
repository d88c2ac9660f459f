package dev.imconnector.source.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imconnector.credit.Credit;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.testkit.Inputs;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLinesInputTest {

    private static final String FILE = "s3://crm/credits/a.jsonl";

    private static String line(String sourceRef) {
        return "{\"sourceRef\":\"" + sourceRef + "\",\"participantId\":12345678901234567,\"transactionDate\":"
                + "\"2026-03-31\",\"amount\":10.50,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\",\"note\":{\"x\":[1]}}";
    }

    private static Credit credit(String sourceRef) {
        return new Credit(sourceRef, "12345678901234567", "2026-03-31", new BigDecimal("10.50"), "EUR", "2026-03");
    }

    static Stream<String> formsOfOneFile() {
        var plain = line("A") + "\n" + line("B") + "\n";
        return Stream.of(
                plain,
                plain.replace("\n", "\r\n"),
                "\ufeff" + plain,
                plain.stripTrailing(),
                "\n \n" + plain.replace("\n", "\n\n\r\n"),
                plain.replace(":", " :\t").replace("10.50", "\" 10.50\""),
                plain.replace("}\n", ",\"_amount\":7,\"_file\":null}\n"));
    }

    @ParameterizedTest
    @MethodSource("formsOfOneFile")
    void the_same_credits_come_in_many_forms(String content) {
        for (var pieces : new int[] {1, 5, Integer.MAX_VALUE}) {
            for (var name : List.of("a.jsonl", "a.ndjson")) {
                assertThat(Inputs.of(name, content).inPiecesOf(pieces).credits())
                        .containsExactly(credit("A"), credit("B"));
                assertThat(Inputs.of(name + ".gz", Inputs.gzip(content))
                                .inPiecesOf(pieces)
                                .credits())
                        .containsExactly(credit("A"), credit("B"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[1]|NOT_AN_OBJECT|The line is not a JSON object",
                "null|NOT_AN_OBJECT|The line is not a JSON object",
                "{\"a\":1|NOT_AN_OBJECT|The line is not a JSON object: Unexpected end-of-input",
                "{\"a\":1}{}|NOT_AN_OBJECT|The line continues after its JSON object",
                "{\"a\":1}x|NOT_AN_OBJECT|The line is not a JSON object: Unrecognized token 'x'",
                "{\"a\":1,\"a\":2}|NOT_AN_OBJECT|The line is not a JSON object: Duplicate field 'a'",
                "{\"amount\":[]}|FIELD_MISSING|sourceRef is missing; participantId is missing; transactionDate is"
                        + " missing; amount is an array: a string or a number is needed; currencyCode is missing",
                "{}|FIELD_MISSING|sourceRef is missing"
            })
    void a_line_that_will_not_do_is_a_reject_and_the_next_one_is_read(String bad, String code, String reason) {
        var records = Inputs.of("a.jsonl", line("A") + "\n\n" + bad + "\n" + line("B"))
                .records();

        assertThat(records).extracting(SourceRecord::line).containsExactly(1L, 3L, 4L);
        assertThat(records.get(1).rejection().code()).isEqualTo(code);
        assertThat(records.get(1).rejection().reason()).startsWith(reason);
        assertThat(records.get(2).credit()).isEqualTo(credit("B"));
    }

    static Stream<Arguments> wholesOfNoUse() {
        return Stream.of(
                arguments(
                        line("A") + "\n" + line("B").substring(0, 40),
                        "INPUT_TRUNCATED",
                        " is cut off near line 2: its last line has no line end and is not a JSON object"),
                arguments(
                        line("A") + "\n{",
                        "INPUT_TRUNCATED",
                        " is cut off near line 2: its last line has no line end and is not a JSON object"),
                arguments(
                        line("A") + "\n{\"x\":\"" + "x".repeat(1024 * 1024) + "\"}\n",
                        "INPUT_BROKEN",
                        " cannot be read beyond line 2: the line is longer than 1048576 characters"),
                arguments(
                        "x".repeat(5 * 1024 * 1024),
                        "INPUT_BROKEN",
                        " cannot be read beyond line 1: the line is longer than 1048576 characters"));
    }

    @ParameterizedTest
    @MethodSource("wholesOfNoUse")
    void an_input_that_is_cut_off_or_broken_is_refused_as_a_whole(String content, String code, String message) {
        for (var pieces : Inputs.pieces(content.length())) {
            assertThatThrownBy(() ->
                            Inputs.of("a.jsonl", content).inPiecesOf(pieces).records())
                    .isInstanceOfSatisfying(InputException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo(code);
                        assertThat(e.problem().message()).startsWith(FILE + message);
                    });
        }
    }

    @Test
    void a_file_cut_off_anywhere_within_a_line_is_refused() {
        var whole = (line("Ä") + "\n" + line("😀漢")).getBytes(UTF_8);
        var secondLine = line("Ä").getBytes(UTF_8).length + 1;
        for (int length = secondLine + 1; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Inputs.of("a.jsonl", cut).records())
                    .as("cut off after %d bytes", length)
                    .isInstanceOfSatisfying(
                            InputException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("INPUT_TRUNCATED"));
        }
    }

    @Test
    void numbers_and_nesting_of_any_size_are_matters_of_one_record() {
        var records = Inputs.of(
                        "a.jsonl",
                        "{\"amount\":" + "9".repeat(500_000) + "}\n{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000)
                                + "}\n" + line("A") + "\n")
                .records();

        assertThat(records.get(0).rejection().reason()).contains("amount '9999").contains("500000 characters");
        assertThat(records.get(1).rejection().code()).isEqualTo("NOT_AN_OBJECT");
        assertThat(records.get(2).credit()).isEqualTo(credit("A"));
    }

    @Test
    void half_a_surrogate_pair_is_never_sent() {
        assertThat(Inputs.of("a.jsonl", line("A\\ud83d")).records())
                .singleElement()
                .satisfies(r -> assertThat(r.rejection().code()).isEqualTo("NOT_UNICODE"));
    }

    @Test
    void a_file_without_lines_is_an_input_without_records() {
        assertThat(Inputs.of("a.jsonl", "").records()).isEmpty();
        assertThat(Inputs.of("a.jsonl", "\ufeff\n\n").records()).isEmpty();
    }
}
