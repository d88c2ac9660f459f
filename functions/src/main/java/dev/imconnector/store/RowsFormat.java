package dev.imconnector.store;

import java.util.Arrays;
import java.util.Optional;

/** What rows are stored as. */
public enum RowsFormat {
    /** JSON lines: each row as IM wrote it. */
    JSONL("jsonl"),
    /** RFC 4180, each part with its header line. */
    CSV("csv");

    private final String text;

    RowsFormat(String text) {
        this.text = text;
    }

    /** The name in events and settings, and the ending of the parts' names. */
    public String text() {
        return text;
    }

    /** The one of that name, in either case. */
    public static Optional<RowsFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.text.equalsIgnoreCase(name))
                .findFirst();
    }
}
