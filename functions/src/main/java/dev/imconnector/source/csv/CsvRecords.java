package dev.imconnector.source.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.mapping.CsvDialect;
import dev.imconnector.mapping.CsvFault;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.source.FileRecords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.Original;
import dev.imconnector.source.Place;
import dev.imconnector.source.SourceRecord;
import dev.imconnector.source.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.function.Predicate;

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
    private final CsvDialect dialect;

    private boolean isGuarded;
    private CsvRow current;
    private String[] cells;
    private long leftOut;
    private BigDecimal leftOutAmount = BigDecimal.ZERO;

    public CsvRecords(int fileIndex, String file, StrictReader reader, CsvShape shape, InputErrors errors)
            throws IOException {
        this.fileIndex = fileIndex;
        this.file = file;
        this.errors = errors;
        this.reader = reader;
        this.dialect = shape.dialect();
        this.delimiter = shape.delimiterName();
        this.handler = new CsvRow.Handler(dialect, errors);
        this.rows = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .maxBufferSize(SourceRecord.MAX_LENGTH + 64 * 1024)
                .build(
                        handler,
                        dialect.escape() == CsvDialect.NONE ? reader : new EscapeReader(reader, dialect, errors))
                .iterator();
        for (int i = 0; i < dialect.skipLines(); i++) {
            fetch(CsvRow::isBlankLine);
        }
        this.header = readHeader(shape);
        this.footer = new CsvFooter(dialect.footerLines(), header.size());
    }

    /** A file in which nothing is, as a parallel export leaves it beside full ones, needs no header. */
    private CsvHeader readHeader(CsvShape shape) throws IOException {
        if (!dialect.header().isEmpty()) {
            return shape.headers().read(file, dialect.header().toArray(String[]::new));
        }
        var first = fetch();
        if (first == null) {
            return CsvHeader.OF_NOTHING;
        }
        isGuarded = CsvRejects.isGuarded(CsvHeader.names(first.values()));
        return shape.headers().read(file, (isGuarded ? first.unguarded() : first).values());
    }

    public CsvHeader header() {
        return header;
    }

    @Override
    public boolean advance() throws IOException {
        do {
            current = footer.withoutIt(this::fetchRecord);
            if (current == null) {
                refuseCutOffFooter();
                return false;
            }
            if (current.values().length < header.size()) {
                refuseCutOff();
            }
            cells = current.within(header.size()).values();
        } while (isLeftOut());
        return true;
    }

    private boolean isLeftOut() {
        if (!isWhole() || header.isMeant(cells)) {
            return false;
        }
        leftOut++;
        header.fill(cells, raw.clear());
        var amount = CreditRules.amountOf(raw);
        leftOutAmount = amount == null ? leftOutAmount : leftOutAmount.add(amount);
        return true;
    }

    /** Whether the record has all cells that are needed, and none of value that no column is for. */
    private boolean isWhole() {
        return cells.length <= header.size()
                && (cells.length > header.lastColumn(cells) || dialect.blankMissingCells());
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    @Override
    public BigDecimal leftOutAmount() {
        return leftOutAmount;
    }

    private void refuseCutOffFooter() {
        if (footer.mayBeCutOffRecord() && reader.isLastLineOpen()) {
            throw errors.truncated(handler.line(), "the last line of its footer has no line end");
        }
    }

    /** Too few fields are a matter of one record, except on a last line that was never ended. */
    private void refuseCutOff() throws IOException {
        if (footer.isLast(this::fetchRecord) && reader.isLastLineOpen()) {
            throw errors.truncated(
                    current.line(),
                    "its last line has no line end and " + current.values().length + " of " + header.size()
                            + " fields");
        }
    }

    /** The next row that is not a row of totals. */
    private CsvRow fetchRecord() throws IOException {
        var row = fetch();
        while (row != null && !dialect.totalRows().isEmpty() && isTotal(row)) {
            leftOut++;
            row = fetch();
        }
        return row;
    }

    /** Begins with one of the words, and with no further letter or digit of the same word. */
    private boolean isTotal(CsvRow row) {
        var begin = row.begin();
        return dialect.totalRows().stream()
                .anyMatch(word -> begin.startsWith(word)
                        && (begin.length() == word.length()
                                || !Character.isLetterOrDigit(begin.charAt(word.length()))));
    }

    /** The next row that is not blank. */
    private CsvRow fetch() throws IOException {
        return fetch(CsvRow::isBlank);
    }

    private CsvRow fetch(Predicate<CsvRow> passedOver) throws IOException {
        CsvRow row;
        do {
            row = parse();
            if (row != null && reader.isExhausted()) {
                // The parser ends an open quotation at the end of the input in silence.
                throw errors.truncated(row.line(), "a quoted value that starts in the record on that line never ends");
            }
        } while (row != null && passedOver.test(row));
        return row;
    }

    private CsvRow parse() throws IOException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            var row = rows.next();
            return isGuarded ? row.unguarded() : row;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw refusal(e);
        }
    }

    /** The parser throws what it complains of itself, and wraps what its callers and its reader have thrown. */
    private RuntimeException refusal(CsvParseException e) {
        var cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof ProblemException input) {
            return input;
        }
        return cause == null ? errors.broken(handler.line(), CsvFault.of(e).describe(SourceRecord.MAX_LENGTH)) : e;
    }

    @Override
    public long line() {
        return handler.line();
    }

    @Override
    public SourceRecord record(long position) {
        header.fill(cells, raw.clear());
        var place = new Place(position, fileIndex, file, current.line());
        var original = new Original.Row(current.values());
        return isWhole()
                ? SourceRecord.checked(place, raw, original)
                : SourceRecord.rejected(place, fieldCount(), raw, original);
    }

    private Rejection fieldCount() {
        var what = "The record has " + cells.length + " fields, the header " + header.size();
        return new Rejection(
                "FIELD_COUNT",
                cells.length > header.size()
                        ? what + ": quote values that hold a " + delimiter + ", a quote or a line break"
                        : what + ", and column " + (header.lastColumn(cells) + 1)
                                + " is needed: a line break in a value that is not quoted cuts a record in two; for the"
                                + " lines of a footer set csv.footerLines (and csv.totalRows for totals); where an export"
                                + " leaves out blank last cells, set csv.missingCells to blank");
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
