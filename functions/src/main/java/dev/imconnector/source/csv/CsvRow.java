package dev.imconnector.source.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.Folding;
import dev.imconnector.mapping.CsvDialect;
import dev.imconnector.mapping.CsvFault;
import dev.imconnector.problem.CellGuard;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.SourceRecord;
import java.util.Arrays;
import java.util.Locale;

/**
 * A record of a CSV file as the parser finds it.
 *
 * @param line the physical line on which it starts
 * @param values verbatim, without the quotes
 * @param quoted whether any value is in quotes
 */
record CsvRow(long line, String[] values, boolean quoted) {

    /** Whether it is a line of blanks. */
    boolean isBlankLine() {
        return values.length == 1 && isBlank();
    }

    /** Whether it holds nothing at all: a line of blanks, or of delimiters as deleted rows of a spreadsheet leave them. */
    boolean isBlank() {
        return filled() == 0 && (values.length > 1 || !quoted);
    }

    /** The number of values that are not blank. */
    int filled() {
        var count = 0;
        for (var value : values) {
            count += isBlank(value) ? 0 : 1;
        }
        return count;
    }

    /** The values without the blank ones beyond that many, which a tool adds at the end of each record. */
    CsvRow within(int columns) {
        var end = values.length;
        while (end > columns && isBlank(values[end - 1])) {
            end--;
        }
        return end == values.length ? this : new CsvRow(line, Arrays.copyOf(values, end), quoted);
    }

    /** The values of a file whose formulas are guarded, without the guard. */
    CsvRow unguarded() {
        return new CsvRow(line, Arrays.stream(values).map(CellGuard::takenOff).toArray(String[]::new), quoted);
    }

    /** The first value that is not blank, folded and in small letters. */
    String begin() {
        for (var value : values) {
            if (!isBlank(value)) {
                return Folding.fold(value).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static boolean isBlank(String value) {
        return value.isEmpty() || Blanks.trim(value).isEmpty();
    }

    /** Collects the values of a record. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private final InputErrors errors;
        private final CsvDialect dialect;
        private String[] values = new String[16];
        private int length;
        private boolean quoted;

        Handler(CsvDialect dialect, InputErrors errors) {
            this.dialect = dialect;
            this.errors = errors;
        }

        /** The line on which the record starts that is being parsed. */
        long line() {
            return getStartingLineNumber();
        }

        @Override
        protected void handleBegin(long line) {
            length = 0;
            quoted = false;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int count, boolean inQuotes) {
            quoted |= inQuotes;
            length += count + 1;
            if (length > SourceRecord.MAX_LENGTH) {
                throw errors.broken(getStartingLineNumber(), CsvFault.TOO_LONG.describe(SourceRecord.MAX_LENGTH));
            }
            if (index == values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            var value = new String(buffer, offset, count);
            values[index] = dialect.escape() == CsvDialect.NONE ? value : EscapeReader.restored(value, dialect);
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), Arrays.copyOf(values, getFieldCount()), quoted);
        }
    }
}
