package dev.imconnector.source.csv;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Tells the footer of a report from its records: at the very end, not more lines than the mapping allows, and each of one
 * value (beside blank ones) where the header has more, which no credit can be. What only looks like one stays in the input. For use by one
 * thread.
 */
final class CsvFooter {

    private final int mostLines;
    private final int columns;
    private final ArrayDeque<CsvRow> ahead = new ArrayDeque<>();

    private boolean found;
    private int lines;
    private boolean amongRecords;

    CsvFooter(int mostLines, int columns) {
        this.mostLines = mostLines;
        this.columns = columns;
    }

    /** Gives the next row of the file, or null after the last. */
    @FunctionalInterface
    interface Rows {
        CsvRow next() throws IOException;
    }

    /** The next row that is not of the footer, or null after the last. */
    CsvRow withoutIt(Rows rows) throws IOException {
        var row = ahead.isEmpty() ? rows.next() : ahead.poll();
        if (row == null || mostLines == 0 || found) {
            return row;
        }
        if (!mayBeOfIt(row) || amongRecords) {
            amongRecords &= mayBeOfIt(row);
            return row;
        }
        while (ahead.size() < mostLines) {
            var next = rows.next();
            if (next == null) {
                found = ahead.stream().allMatch(this::mayBeOfIt);
                lines = ahead.size() + 1;
                break;
            }
            ahead.add(next);
        }
        if (found) {
            ahead.clear();
            return null;
        }
        amongRecords = true;
        return row;
    }

    private boolean mayBeOfIt(CsvRow row) {
        return columns > 1 && row.filled() == 1;
    }

    /**
     * Whether what was left out may be a record that was cut off: a single line. Of several the first has a line end, so
     * the records before it are whole.
     */
    boolean mayBeCutOffRecord() {
        return found && lines == 1;
    }

    /** Whether no row follows the one last given. */
    boolean isLast(Rows rows) throws IOException {
        if (ahead.isEmpty()) {
            var next = rows.next();
            if (next == null) {
                return true;
            }
            ahead.add(next);
        }
        return false;
    }
}
