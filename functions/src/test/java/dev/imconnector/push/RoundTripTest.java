package dev.imconnector.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditJson;
import dev.imconnector.credit.Rejection;
import dev.imconnector.source.InputException;
import dev.imconnector.source.Original;
import dev.imconnector.testkit.Inputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RoundTripTest {

    /** A credit with a column that is not sent and may hold anything. */
    record Exported(Credit credit, String note) {}

    @Provide
    Arbitrary<List<Exported>> exports() {
        var text = Arbitraries.strings()
                .withChars("aZ9 ,;\"'äß漢=-_\\/{}[]")
                .withCharRange('\u0021', '\u007e')
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(s -> "<" + s + ">");
        var amount = Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999999999"), new BigDecimal("99999999999"))
                .ofScale(3);
        var date = Arbitraries.integers()
                .between(0, 20_000)
                .map(day -> LocalDate.ofEpochDay(day).toString());
        var credit = Combinators.combine(text, text, date, amount, Arbitraries.of("EUR", "USD", "JPY"), text)
                .as(Credit::new);
        var note = Arbitraries.strings().withChars("a ,\"\n\r\t\u0000ä😀").ofMaxLength(10);
        return Combinators.combine(credit, note.map(RoundTripTest::wellFormed))
                .as(Exported::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    /** jqwik draws the two halves of a character one by one. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static List<Credit> credits(List<Exported> exports) {
        return exports.stream().map(Exported::credit).toList();
    }

    private static String csv(List<Exported> exports, boolean quoteAll, LineDelimiter lineEnd) {
        var text = new StringWriter();
        var builder = CsvWriter.builder().lineDelimiter(lineEnd);
        if (quoteAll) {
            builder.quoteStrategy(QuoteStrategies.ALWAYS);
        }
        try (var csv = builder.build(text)) {
            csv.writeRecord(
                    "note", "sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId");
            for (var each : exports) {
                var c = each.credit();
                csv.writeRecord(
                        each.note(),
                        c.sourceRef(),
                        c.participantId(),
                        c.transactionDate(),
                        c.amount().toPlainString(),
                        c.currencyCode(),
                        c.periodId());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static String jsonLines(List<Exported> exports) {
        var text = new StringWriter();
        for (var each : exports) {
            text.append(CreditJson.of(each.credit())).append('\n');
        }
        return text.toString();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_was_exported_as_csv_is_what_is_read(
            @ForAll("exports") List<Exported> exports,
            @ForAll boolean quoteAll,
            @ForAll LineDelimiter lineEnd,
            @ForAll @IntRange(min = 1, max = 60) int pieces) {
        var file = csv(exports, quoteAll, lineEnd);
        assertThat(Inputs.of("a.csv", file).inPiecesOf(pieces).credits()).isEqualTo(credits(exports));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_was_exported_as_json_lines_is_what_is_read(
            @ForAll("exports") List<Exported> exports, @ForAll @IntRange(min = 1, max = 60) int pieces) {
        assertThat(Inputs.of("a.jsonl", jsonLines(exports)).inPiecesOf(pieces).credits())
                .isEqualTo(credits(exports));
    }

    /** All records handed back, as if IM had refused each. */
    private static byte[] rejects(Inputs input) {
        return rejects(input, false);
    }

    private static byte[] rejects(Inputs input, boolean guardsFormulas) {
        var format = input.source().rejectFormat(guardsFormulas);
        var file = new ByteArrayOutputStream();
        file.writeBytes(format.header());
        for (var record : input.records()) {
            file.writeBytes(format.line(record, new Rejection("REFUSED", "participant \"unknown\",\nor gone")));
        }
        return file.toByteArray();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void rejects_pushed_again_are_the_same_records_however_often(
            @ForAll("exports") List<Exported> exports, @ForAll boolean quoteAll, @ForAll LineDelimiter lineEnd) {
        var once = rejects(Inputs.of("a.csv", csv(exports, quoteAll, lineEnd)));
        var again = Inputs.of("rejects.csv", once);
        assertThat(again.credits()).isEqualTo(credits(exports));
        assertThat(notes(again)).isEqualTo(exports.stream().map(Exported::note).toList());

        var thrice = Inputs.of("rejects.csv", rejects(Inputs.of("rejects.csv", rejects(again))));
        assertThat(thrice.credits()).isEqualTo(credits(exports));
        assertThat(notes(thrice)).isEqualTo(exports.stream().map(Exported::note).toList());
    }

    private static List<String> notes(Inputs rejects) {
        return notes(rejects, 5);
    }

    private static List<String> notes(Inputs rejects, int column) {
        return rejects.records().stream()
                .map(record -> ((Original.Row) record.original()).values()[column])
                .toList();
    }

    @Provide
    Arbitrary<List<Exported>> formulas() {
        var formula = Arbitraries.of("=1+1", "'=1", "''-A", "-5", "-5 EUR", "@A1", "+x", "'1", "=", "\uff1dA", "A");
        var credit = Combinators.combine(formula, formula, Arbitraries.of("-1.50", "0", "12345678901.25"), formula)
                .as((ref, participant, amount, period) ->
                        new Credit(ref, participant, "2026-03-01", new BigDecimal(amount), "EUR", period));
        return Combinators.combine(credit, Arbitraries.of("\t=1", "\r\n=1", " =1", "'\t", "-", ""))
                .as(Exported::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void guarded_rejects_pushed_again_are_the_same_records_whether_guarded_once_more_or_not(
            @ForAll("formulas") List<Exported> exports, @ForAll boolean quoteAll, @ForAll boolean guardedAgain) {
        var once =
                Inputs.of("rejects.csv", rejects(Inputs.of("a.csv", csv(exports, quoteAll, LineDelimiter.LF)), true));
        assertThat(once.credits()).isEqualTo(credits(exports));
        assertThat(notes(once, 6))
                .isEqualTo(exports.stream().map(Exported::note).toList());

        var again = Inputs.of("rejects.csv", rejects(once, guardedAgain));
        assertThat(again.credits()).isEqualTo(credits(exports));
        assertThat(notes(again, guardedAgain ? 6 : 5))
                .isEqualTo(exports.stream().map(Exported::note).toList());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void json_rejects_pushed_again_are_the_same_records(@ForAll("exports") List<Exported> exports) {
        var once = Inputs.of("rejects.jsonl", rejects(Inputs.of("a.jsonl", jsonLines(exports))));
        assertThat(once.credits()).isEqualTo(credits(exports));
        assertThat(Inputs.of("rejects.jsonl", rejects(once)).credits()).isEqualTo(credits(exports));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_gzipped_file_with_a_broken_byte_gives_all_records_or_an_error(
            @ForAll("exports") List<Exported> exports,
            @ForAll boolean json,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll byte value) {
        var name = json ? "a.jsonl.gz" : "a.csv.gz";
        var zipped = Inputs.gzip(json ? jsonLines(exports) : csv(exports, false, LineDelimiter.LF));
        zipped[where % zipped.length] = value;
        var read = readOrError(Inputs.of(name, zipped));
        if (read != null) {
            assertThat(read).isEqualTo(credits(exports));
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_gzipped_file_cut_off_anywhere_is_an_error(
            @ForAll("exports") List<Exported> exports, @ForAll @IntRange(max = 1_000_000) int where) {
        var zipped = Inputs.gzip(csv(exports, false, LineDelimiter.CRLF));
        assertThat(readOrError(Inputs.of("a.csv.gz", Arrays.copyOf(zipped, 1 + where % (zipped.length - 1)))))
                .isNull();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_plain_file_cut_off_anywhere_gives_no_other_records_than_those_before_the_cut(
            @ForAll("exports") List<Exported> exports,
            @ForAll boolean json,
            @ForAll boolean quoteAll,
            @ForAll @IntRange(max = 1_000_000) int where) {
        var whole = (json ? jsonLines(exports) : csv(exports, quoteAll, LineDelimiter.LF)).getBytes(UTF_8);
        var length = where % whole.length;
        var read = readOrError(Inputs.of(json ? "a.jsonl" : "a.csv", Arrays.copyOf(whole, length)));
        if (read != null) {
            // The last value of a CSV line without line end may be cut, a quoted one between the two quotes that stand
            // for one: nothing in the file tells.
            var mayBeCut = !json && length > 0 && whole[length - 1] != '\n';
            var certain = Math.max(0, read.size() - (mayBeCut ? 1 : 0));
            assertThat(read.subList(0, certain)).isEqualTo(credits(exports).subList(0, certain));
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_plain_file_with_any_broken_byte_and_a_manifest_is_an_error(
            @ForAll("exports") List<Exported> exports,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws Exception {
        var bytes = csv(exports, false, LineDelimiter.LF).getBytes(UTF_8);
        var hash = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        bytes[where % bytes.length] ^= (byte) change;
        var input = Inputs.of("a.csv", bytes).beside("a.csv.manifest.json", "{\"sha256\":\"" + hash + "\"}");
        assertThat(readOrError(input)).isNull();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_at_all_are_read_to_the_end_or_refused(@ForAll("anything") byte[] bytes, @ForAll boolean json) {
        var start = json ? "" : Inputs.HEADER + "\n";
        var content = Inputs.join(start.getBytes(UTF_8), bytes);
        var input = Inputs.of(json ? "a.jsonl" : "a.csv", content);
        var offsets = new ArrayList<Long>();
        input.store.beforeReads((object, offset) -> offsets.add(offset));
        if (readOrError(input) != null) {
            assertThat(offsets).contains((long) content.length);
        }
        assertThat(input.store.openStreams()).isZero();
    }

    @Provide
    Arbitrary<byte[]> anything() {
        return Arbitraries.of(
                        "\"",
                        ",",
                        "\n",
                        "\r",
                        "a",
                        "A,P,2026-01-01,1,EUR,X",
                        "{",
                        "}",
                        "\\",
                        ":",
                        "1",
                        " ",
                        "ä",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts).getBytes(UTF_8));
    }

    /** The credits, or null when the input is refused. */
    private static List<Credit> readOrError(Inputs input) {
        try {
            return input.credits();
        } catch (InputException e) {
            assertThat(e.problem().message()).contains("s3://crm/credits/");
            return null;
        }
    }
}
