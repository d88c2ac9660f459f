package dev.imconnector.source.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.imconnector.credit.Blanks;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import java.util.Arrays;

/**
 * A record of a CSV file as the parser finds it.
 *
 * @param line the physical line on which it starts
 * @param values verbatim, without the quotes
 * @param quoted whether any value is in quotes
 */
record CsvRow(long line, String[] values, boolean quoted) {

    /** Whether it is a line of blanks. */
    boolean isBlank() {
        return values.length == 1 && !quoted && Blanks.trim(values[0]).isEmpty();
    }

    static InputException tooLong(InputErrors errors, long line) {
        return errors.broken(
                line,
                "the record is longer than " + SourceRecord.MAX_LENGTH + " characters; is a quotation mark left open?");
    }

    /** Collects the values of a record. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private final InputErrors errors;
        private String[] values = new String[16];
        private int length;
        private boolean quoted;

        Handler(InputErrors errors) {
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
                throw tooLong(errors, getStartingLineNumber());
            }
            if (index == values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            values[index] = new String(buffer, offset, count);
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), Arrays.copyOf(values, getFieldCount()), quoted);
        }
    }
}
