package dev.imconnector.source.csv;

import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.CsvDialect;
import java.nio.charset.Charset;

/**
 * How a CSV file is to be read.
 *
 * @param dialect how it is written
 * @param headers what its header means
 */
public record CsvShape(CsvDialect dialect, HeaderReading headers) {

    /** With the fields' own names as columns. */
    public static final CsvShape STANDARD = new CsvShape(CsvDialect.STANDARD, CsvHeader::of);

    /** Reads a header line. */
    @FunctionalInterface
    interface HeaderReading {

        /** @param values of the header line, verbatim; none when the file is empty */
        CsvHeader read(String file, String[] values);
    }

    public static CsvShape of(CreditMapping mapping) {
        return new CsvShape(mapping.dialect(), (file, values) -> {
            var names = CsvHeader.names(values);
            return new CsvHeader(names, new CsvHeader.Mapped(mapping.fit(file, names)));
        });
    }

    /** Of a rejects file, whose records name the files that they came from. */
    public static CsvShape ofRejects(char delimiter, CreditMappings mappings) {
        return new CsvShape(CsvDialect.ofRejects(delimiter), (file, values) -> {
            var names = CsvHeader.names(values);
            return new CsvHeader(names, new RejectsFilling(file, names, mappings));
        });
    }

    /** The same in another character set, which the file itself tells. */
    public CsvShape in(Charset charset) {
        return new CsvShape(dialect.in(charset), headers);
    }

    String delimiterName() {
        return switch (dialect.delimiter()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> "'" + dialect.delimiter() + "'";
        };
    }
}
