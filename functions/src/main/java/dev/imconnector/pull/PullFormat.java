package dev.imconnector.pull;

import dev.imconnector.problem.Problem;
import java.util.Arrays;

/** What the rows are written as. */
public enum PullFormat {
    /** JSON lines: each row as IM wrote it. */
    JSONL("jsonl"),
    /** RFC 4180, each part with its header line. */
    CSV("csv");

    private final String text;

    PullFormat(String text) {
        this.text = text;
    }

    /** The name in events and settings, and the ending of the parts' names. */
    public String text() {
        return text;
    }

    static PullFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.text.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new PullException(new Problem(
                        "FORMAT_UNKNOWN", "'" + name + "' is no format of pulled rows", "Use jsonl or csv")));
    }
}
