package dev.imconnector.mapping;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param skipLines records before the header that are no data, such as a title
 * @param footerLines the most records at the file's end, of one value each where the header has more, that are no data
 */
public record CsvDialect(char delimiter, char quote, Charset charset, int skipLines, int footerLines) {

    /** RFC 4180 in UTF-8. */
    public static final CsvDialect STANDARD = new CsvDialect(',', '"', StandardCharsets.UTF_8, 0, 0);

    /** Of a rejects file of the connector. */
    public static CsvDialect ofRejects(char delimiter) {
        return new CsvDialect(delimiter, '"', StandardCharsets.UTF_8, 0, 0);
    }
}
