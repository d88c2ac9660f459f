package dev.imconnector.source.files;

import dev.imconnector.mapping.FileFormat;
import dev.imconnector.problem.Problem;
import dev.imconnector.source.InputException;
import dev.imconnector.store.Location;
import java.util.Locale;

/** The form of a file, by its name. */
enum InputFormat {
    CSV,
    JSON_LINES;

    private static final String GZIP = ".gz";
    private static final String ZIP = ".zip";

    /** @throws InputException {@code INPUT_FORMAT_UNKNOWN} */
    static InputFormat of(Location file) {
        var whole = nameOf(file);
        var name = withoutEnd(withoutEnd(whole, ZIP), GZIP);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSON_LINES;
        }
        throw new InputException(
                new Problem(
                        "INPUT_FORMAT_UNKNOWN",
                        "The name of " + file + " does not show its format",
                        "Name it .csv, .jsonl or .ndjson, with .gz behind it when it is gzipped and .zip when it is zipped; or say \"format\" in its mapping"));
    }

    private static String withoutEnd(String name, String end) {
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }

    static InputFormat of(FileFormat format) {
        return switch (format) {
            case CSV -> CSV;
            case JSON_LINES -> JSON_LINES;
        };
    }

    static boolean isGzip(Location file) {
        return nameOf(file).endsWith(GZIP);
    }

    private static String nameOf(Location file) {
        return file.name().toLowerCase(Locale.ROOT);
    }
}
