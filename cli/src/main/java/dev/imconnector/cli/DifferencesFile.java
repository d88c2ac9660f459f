package dev.imconnector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.imconnector.problem.CellGuard;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.ObjectStore;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * The differences of a reconciliation as CSV, for people: one row each, no text of which a spreadsheet takes for a formula.
 * Read and written as a stream.
 */
final class DifferencesFile {

    private static final String[] HEADER = {
        "kind",
        "sourceRef",
        "file",
        "line",
        "expectedAmount",
        "expectedCurrency",
        "foundAmount",
        "foundCurrency",
        "foundStatus"
    };

    private final ObjectStore store;

    DifferencesFile(ObjectStore store) {
        this.store = store;
    }

    /** Writes the differences of a run that is COMPLETED; the stream is not closed. */
    void write(RunRecord run, OutputStream out) throws IOException {
        var location =
                run.output().orElseThrow(() -> new FileNotFoundException("The run " + run.id() + " has no output"));
        var stored = store.find(location).orElseThrow(() -> new FileNotFoundException(location + " is gone"));
        var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(store.open(stored)), StandardCharsets.UTF_8))) {
            write(lines, text);
        }
        text.flush();
    }

    private static void write(BufferedReader lines, Writer text) throws IOException {
        var csv = CsvWriter.builder().build(text);
        csv.writeRecord(HEADER);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                csv.writeRecord(row(RunRecords.json().readTree(line)));
            }
        }
        csv.flush();
    }

    private static String[] row(JsonNode difference) {
        var expected = difference.path("expected");
        var found = difference.path("found");
        return new String[] {
            difference.path("kind").asText(),
            guarded(difference.path("sourceRef")),
            guarded(difference.path("file")),
            difference.path("line").asText(),
            number(expected.path("amount")),
            guarded(expected.path("currencyCode")),
            number(found.path("amount")),
            guarded(found.path("currencyCode")),
            guarded(found.path("status"))
        };
    }

    private static String number(JsonNode amount) {
        return amount.isNumber() ? amount.decimalValue().toPlainString() : "";
    }

    private static String guarded(JsonNode text) {
        return text.isTextual() ? CellGuard.putOn(text.textValue()) : "";
    }
}
