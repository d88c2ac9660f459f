package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.Location;

/** The form of a file, by its name. */
enum InputFormat {
    CSV,
    JSON_LINES;

    /** @throws InputException {@code INPUT_FORMAT_UNKNOWN} */
    static InputFormat of(Location file) {
        var name = isGzip(file) ? file.name().substring(0, file.name().length() - ".gz".length()) : file.name();
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSON_LINES;
        }
        throw new InputException(new Problem(
                "INPUT_FORMAT_UNKNOWN",
                "The name of " + file + " does not say what it is",
                "Name it .csv, .jsonl or .ndjson, with .gz behind it when it is gzipped"));
    }

    static boolean isGzip(Location file) {
        return file.name().endsWith(".gz");
    }
}
