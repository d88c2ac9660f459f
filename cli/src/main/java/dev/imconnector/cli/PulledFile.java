package dev.imconnector.cli;

import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * All that a pull brought in, for people: its parts one after the other, gunzipped, with one header line. Read and written as
 * a stream.
 */
final class PulledFile {

    private static final int BUFFER = 64 * 1024;

    private final ObjectStore store;
    private final boolean isCsv;

    PulledFile(ObjectStore store, boolean isCsv) {
        this.store = store;
        this.isCsv = isCsv;
    }

    /** Whether a text names one file rather than a folder of parts. */
    static boolean isMeantBy(String out) {
        return out.equals(WholeFile.STANDARD_OUTPUT) || out.matches("(?i).*\\.(csv|jsonl)(\\.gz)?");
    }

    /** The format that the file's name asks for: csv or jsonl; empty when the name says nothing. */
    static Optional<String> formatOf(String out) {
        if (out.equals(WholeFile.STANDARD_OUTPUT)) {
            return Optional.empty();
        }
        return Optional.of(out.matches("(?i).*\\.csv(\\.gz)?") ? "csv" : "jsonl");
    }

    /** Writes the rows of a pull that is COMPLETED into a stream, which is not closed. */
    void write(RunRecord run, OutputStream out) throws IOException {
        var folder =
                run.output().orElseThrow(() -> new FileNotFoundException("The run " + run.id() + " has no output"));
        var isFirst = true;
        for (var part : run.parts()) {
            try (var in = open(folder.asFolder().resolve(part))) {
                if (isCsv && !isFirst) {
                    skipHeader(in);
                }
                in.transferTo(out);
            }
            isFirst = false;
        }
        out.flush();
    }

    private InputStream open(Location part) throws IOException {
        var stored = store.find(part).orElseThrow(() -> new FileNotFoundException(part + " is gone"));
        return new BufferedInputStream(new GZIPInputStream(store.open(stored), BUFFER), BUFFER);
    }

    /** A name in the header may have a line break, between quotes. */
    private static void skipHeader(InputStream in) throws IOException {
        var isQuoted = false;
        for (var next = in.read(); next >= 0 && (isQuoted || next != '\n'); next = in.read()) {
            isQuoted ^= next == '"';
        }
    }
}
