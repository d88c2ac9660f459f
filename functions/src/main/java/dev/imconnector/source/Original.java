package dev.imconnector.source;

/** A record as it came. */
public sealed interface Original {

    /**
     * A record of a CSV file.
     *
     * @param values its values verbatim, in the file's order; fewer or more than the header has in a faulty record
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(String[] values) implements Original {}

    /**
     * A line of a JSON lines file.
     *
     * @param line the line without its line end
     * @param object whether it is a JSON object
     */
    record JsonLine(String line, boolean object) implements Original {}
}
