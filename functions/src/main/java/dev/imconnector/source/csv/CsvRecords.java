package dev.imconnector.source.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.source.FileRecords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.Original;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The records of a CSV file (RFC 4180), whose first line is the header. */
public final class CsvRecords implements FileRecords {

    private final int fileIndex;
    private final String file;
    private final InputErrors errors;
    private final StrictReader reader;
    private final CsvRow.Handler handler;
    private final CloseableIterator<CsvRow> rows;
    private final RawCredit raw = new RawCredit();
    private final String delimiter;
    private final CsvHeader header;

    private final CsvFooter footer;

    private CsvRow current;

    public CsvRecords(int fileIndex, String file, StrictReader reader, CsvShape shape, InputErrors errors)
            throws IOException {
        this.fileIndex = fileIndex;
        this.file = file;
        this.errors = errors;
        this.reader = reader;
        this.delimiter = shape.delimiterName();
        this.handler = new CsvRow.Handler(errors);
        this.rows = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .fieldSeparator(shape.dialect().delimiter())
                .quoteCharacter(shape.dialect().quote())
                .maxBufferSize(SourceRecord.MAX_LENGTH + 64 * 1024)
                .build(handler, reader)
                .iterator();
        for (int i = 0; i < shape.dialect().skipLines(); i++) {
            fetch();
        }
        var first = fetch();
        this.header = shape.headers().read(file, first == null ? new String[0] : first.values());
        this.footer = new CsvFooter(shape.dialect().footerLines(), header.size());
    }

    public CsvHeader header() {
        return header;
    }

    @Override
    public boolean advance() throws IOException {
        current = footer.withoutIt(this::fetch);
        if (current == null) {
            refuseCutOffFooter();
            return false;
        }
        if (current.values().length < header.size()) {
            refuseCutOff();
        }
        return true;
    }

    private void refuseCutOffFooter() {
        if (footer.wasFound() && reader.isLastLineOpen()) {
            throw errors.truncated(handler.line(), "the last line of its footer has no line end");
        }
    }

    /** Too few fields are a matter of one record, except on a last line that was never ended. */
    private void refuseCutOff() throws IOException {
        if (footer.isLast(this::fetch) && reader.isLastLineOpen()) {
            throw errors.truncated(
                    current.line(),
                    "its last line has no line end and " + current.values().length + " of " + header.size()
                            + " fields");
        }
    }

    /** The next row that is not a blank line. */
    private CsvRow fetch() throws IOException {
        CsvRow row;
        do {
            row = parse();
            if (row != null && reader.isExhausted()) {
                // The parser ends an open quotation at the end of the input in silence.
                throw errors.truncated(row.line(), "a quoted value that starts in the record on that line never ends");
            }
        } while (row != null && row.isBlank());
        return row;
    }

    private CsvRow parse() throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof ProblemException input) {
                throw input;
            }
            if (e.getCause() instanceof CsvParseException cause) {
                throw broken(cause);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The parser complains of two things: characters after a closing quote, and a value that does not end. */
    private InputException broken(CsvParseException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.startsWith("Unexpected character")
                ? errors.broken(handler.line(), message)
                : CsvRow.tooLong(errors, handler.line());
    }

    @Override
    public long line() {
        return handler.line();
    }

    @Override
    public SourceRecord record(long position) {
        var values = current.values();
        header.fill(values, raw.clear());
        Credit credit = null;
        Rejection rejection = null;
        if (values.length != header.size()) {
            rejection = new Rejection(
                    "FIELD_COUNT",
                    "The record has " + values.length + " fields, the header " + header.size()
                            + ": quote values that hold a " + delimiter + ", a quote or a line break");
        } else {
            var checked = CreditRules.check(raw);
            if (checked instanceof Credit good) {
                credit = good;
            } else {
                rejection = (Rejection) checked;
            }
        }
        var original = new Original.Row(values);
        if (credit != null) {
            return new SourceRecord(
                    position,
                    fileIndex,
                    file,
                    current.line(),
                    credit.sourceRef(),
                    credit.amount(),
                    credit.currencyCode(),
                    credit,
                    null,
                    original);
        }
        return new SourceRecord(
                position,
                fileIndex,
                file,
                current.line(),
                Blanks.trim(raw.value(CreditField.SOURCE_REF)),
                CreditRules.amountOf(raw),
                CreditRules.currencyCodeOf(raw),
                null,
                rejection,
                original);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
