package dev.imconnector.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an export looks like, by its beginning and its end: a guess for people, by which nothing is pushed.
 *
 * @param kind what the file is by its first bytes
 * @param charset in which its text is
 * @param csv its form when it is CSV; empty when it is JSON lines
 * @param header the names of the columns; numbers in place of names where the file has none
 * @param rows some of the records below
 * @param jsonNumbers the columns whose values are numbers of JSON, which can be read in one way only
 */
record ExportGuess(
        ExportKind kind,
        Charset charset,
        Optional<CsvForm> csv,
        List<String> header,
        List<List<String>> rows,
        Set<Integer> jsonNumbers) {

    static ExportGuess of(Path file) throws IOException {
        var text = ExportText.of(file);
        return JsonGuess.fits(text.begin()) ? JsonGuess.of(text) : CsvGuess.of(text);
    }

    /** The values of a column that are not blank. */
    List<String> values(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** How often the name of a column is in the header. */
    int times(int column) {
        return Collections.frequency(header, header.get(column));
    }

    /** Whether the columns have names. */
    boolean hasNames() {
        return csv.map(CsvForm::hasHeader).orElse(true);
    }

    /** Whether the push reads it without settings for its form, as far as can be seen. */
    boolean isPlain() {
        return charset.equals(StandardCharsets.UTF_8)
                && csv.map(CsvForm::isPlain).orElse(true);
    }

    String describe() {
        return kind.refusal()
                .or(() -> csv.map(
                        form -> "CSV, " + form.delimiterName() + ", " + charset.name() + form.describe(header.size())))
                .orElseGet(() -> "JSON lines, " + header.size() + " members");
    }
}
