package dev.imconnector.source.files;

import static dev.imconnector.testkit.Inputs.HEADER;
import static dev.imconnector.testkit.Inputs.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imconnector.problem.ProblemException;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import dev.imconnector.testkit.Inputs;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditFilesTest {

    private static void refused(ThrowingCallable reading, String code, String message) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(InputException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).isEqualTo(message);
            assertThat(e.problem().fix()).isNotBlank();
        });
    }

    private static Inputs threeFiles() {
        return Inputs.of("a.csv", HEADER + "\n" + row("A1") + "\n" + row("A2"))
                .with("b.csv", "x," + HEADER + "\n")
                .with("c.csv.gz", Inputs.gzip("\n" + HEADER + "\n" + row("C1") + "\nC2\n" + row("C3") + "\n"));
    }

    @Test
    void files_follow_each_other_and_positions_go_on() {
        var input = threeFiles();

        var records = input.records();

        assertThat(records).extracting(SourceRecord::position).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(records).extracting(SourceRecord::sourceRef).containsExactly("A1", "A2", "C1", "C2", "C3");
        assertThat(records).extracting(SourceRecord::line).containsExactly(2L, 3L, 3L, 4L, 5L);
        assertThat(records).extracting(SourceRecord::fileIndex).containsExactly(0, 0, 2, 2, 2);
        assertThat(records.get(4).file()).isEqualTo(input.source().files().get(2));
        assertThat(input.store.openStreams()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void reading_can_start_at_any_position(int from) {
        var input = threeFiles();
        assertThat(Inputs.all(input.source().open(from)))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(input.records().subList(from, 5));
    }

    @Test
    void reading_cannot_start_behind_the_end() {
        var input = threeFiles();
        assertThatThrownBy(() -> input.source().open(6)).isInstanceOf(IllegalArgumentException.class);
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_reading_given_up_leaves_nothing_open() {
        var input = threeFiles();
        var reading = input.source().open(0);
        reading.next();
        assertThat(input.store.openStreams()).isOne();
        reading.close();
        assertThat(input.store.openStreams()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"a.txt", "a", "a.json", "csv", "a.csv.gz.gz", "a.xlsx"})
    void a_name_that_says_no_format_is_refused(String name) {
        refused(
                () -> Inputs.of(name, "x").source(),
                "INPUT_FORMAT_UNKNOWN",
                "The name of s3://crm/credits/" + name + " does not show its format");
    }

    @Test
    void formats_are_not_mixed() {
        refused(
                () -> Inputs.of("a.csv", "").with("b.jsonl.gz", "").source(),
                "INPUT_FORMATS_MIXED",
                "Of the input, s3://crm/credits/a.csv and s3://crm/credits/b.jsonl.gz have different formats");
    }

    @Test
    void a_file_replaced_while_it_is_read_ends_the_reading() {
        var input = Inputs.of("a.csv", HEADER + "\n" + (row("A") + "\n").repeat(5_000));
        var source = input.source();
        input.store.beforeReads((object, offset) -> {
            if (offset > 0) {
                input.store.write(object, (HEADER + "\n").getBytes(UTF_8));
            }
        });
        refused(
                () -> Inputs.all(source.open(0)),
                "INPUT_CHANGED",
                "s3://crm/credits/a.csv was replaced or deleted while it was read");
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_file_replaced_or_gone_since_it_was_listed_is_refused() {
        var input = threeFiles();
        var source = input.source();
        input.store.write(Inputs.FOLDER.resolve("c.csv.gz"), Inputs.gzip(HEADER));
        refused(
                () -> Inputs.all(source.open(0)),
                "INPUT_CHANGED",
                "s3://crm/credits/c.csv.gz was replaced or deleted while it was read");
        input.store.delete(Inputs.FOLDER.resolve("a.csv"));
        refused(
                () -> source.open(0).next(),
                "INPUT_CHANGED",
                "s3://crm/credits/a.csv was replaced or deleted while it was read");
    }

    @Test
    void a_stream_that_ends_before_the_size_of_the_object_is_no_whole_file() {
        var input = Inputs.of("a.csv", HEADER + "\n" + row("A") + "\n");
        var object = input.objects().get(0);
        var longer = new StoredObject(object.location(), object.size() + 30, object.version());
        refused(
                () -> Inputs.all(new CreditFiles(input.store, List.of(longer)).open(0)),
                "INPUT_CHANGED",
                "s3://crm/credits/a.csv has changed: 104 bytes were read and 134 expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz"})
    void a_store_that_fails_is_not_taken_for_a_broken_file(String name) {
        var content = HEADER + "\n" + row("A") + "\n";
        for (var failure : List.of(new IOException("reset"), new EOFException("early"))) {
            for (var offset : new long[] {0, 30}) {
                var input = Inputs.of(name, name.endsWith("gz") ? Inputs.gzip(content) : content.getBytes(UTF_8))
                        .inPiecesOf(10);
                input.store.beforeReads((object, at) -> {
                    if (at >= offset) {
                        throw failure;
                    }
                });
                assertThatThrownBy(input::records)
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Reading s3://crm/credits/" + name + " failed: " + failure.getMessage())
                        .hasCause(failure);
            }
        }
    }

    static Stream<Arguments> brokenGzip() {
        var zipped = Inputs.gzip(HEADER + "\n" + row("A") + "\n");
        var flipped = zipped.clone();
        flipped[zipped.length - 1] ^= 1;
        return Stream.of(
                arguments(
                        java.util.Arrays.copyOf(zipped, zipped.length - 1),
                        "INPUT_TRUNCATED",
                        " is cut off near line 3: it cannot be decompressed: the gzip header or trailer is cut off"),
                arguments(
                        java.util.Arrays.copyOf(zipped, 20),
                        "INPUT_TRUNCATED",
                        " is cut off near line 1: it cannot be decompressed: the compressed data end too early"),
                arguments(
                        new byte[] {0x1f},
                        "INPUT_TRUNCATED",
                        " is cut off near line 1: it cannot be decompressed: the gzip header or trailer is cut off"),
                arguments(
                        new byte[] {1, 2, 3, 4},
                        "INPUT_BROKEN",
                        " cannot be read beyond line 1: it cannot be decompressed: it is not gzip"),
                arguments(
                        Inputs.join(zipped, new byte[] {1}),
                        "INPUT_BROKEN",
                        " cannot be read beyond line 3: it cannot be decompressed: other bytes follow it"),
                arguments(
                        flipped,
                        "INPUT_BROKEN",
                        " cannot be read beyond line 3: it cannot be decompressed: its check sum or length is wrong"));
    }

    @ParameterizedTest
    @MethodSource("brokenGzip")
    void a_gzipped_file_that_cannot_be_decompressed_is_refused(byte[] content, String code, String message) {
        var input = Inputs.of("a.csv.gz", content);
        refused(input::records, code, "s3://crm/credits/a.csv.gz" + message);
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_bad_file_among_good_ones_is_the_one_named() {
        var input = threeFiles().with("d.csv", "x\n");
        assertThatThrownBy(input::records)
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("The header of s3://crm/credits/d.csv lacks");
    }

    @Test
    void an_input_without_files_is_a_mistake_of_the_caller() {
        assertThatThrownBy(() -> new Inputs().source()).isInstanceOf(IllegalArgumentException.class);
    }
}
