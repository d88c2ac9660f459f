package dev.imconnector.mapping;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * How a CSV file is written.
 *
 * @param skipLines records before the header that are no data, such as a title
 * @param footerLines the most records at the file's end, of one value each where the header has more, that are no data
 * @param escape makes the character behind it an ordinary one, or {@link #NONE}
 * @param header the names of the columns when the file has no header line; else empty
 * @param totalRows what a record of totals begins with, folded and in small letters
 * @param blankMissingCells whether cells that a record lacks at its end count as blank, where the mapping needs them
 */
public record CsvDialect(
        char delimiter,
        char quote,
        Charset charset,
        int skipLines,
        int footerLines,
        char escape,
        List<String> header,
        Set<String> totalRows,
        boolean blankMissingCells) {

    /** No such character. A quote or an escape of it never comes, for it is no character of Unicode. */
    public static final char NONE = '\uffff';

    /** RFC 4180 in UTF-8. */
    public static final CsvDialect STANDARD = new CsvDialect(',', '"', StandardCharsets.UTF_8, 0, 0);

    public CsvDialect {
        header = List.copyOf(header);
        totalRows = Set.copyOf(totalRows);
    }

    /** With a header line, which follows some lines of no data, and a footer; without anything else. */
    public CsvDialect(char delimiter, char quote, Charset charset, int skipLines, int footerLines) {
        this(delimiter, quote, charset, skipLines, footerLines, NONE, List.of(), Set.of(), false);
    }

    /** The same in another character set. */
    public CsvDialect in(Charset other) {
        return new CsvDialect(
                delimiter, quote, other, skipLines, footerLines, escape, header, totalRows, blankMissingCells);
    }

    /** Of a rejects file of the connector. */
    public static CsvDialect ofRejects(char delimiter) {
        return new CsvDialect(delimiter, '"', StandardCharsets.UTF_8, 0, 0);
    }
}
