package dev.imconnector.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an export looks like, by its beginning and its end: a guess for people, by which nothing is pushed.
 *
 * @param kind what the file is by its first bytes
 * @param charset in which its text is
 * @param delimiter the one by which most lines fall into the same number of columns
 * @param skipLines records above the header that are none, such as a title or Excel's {@code sep=;}
 * @param header the names of the columns
 * @param rows some of the records below
 * @param footerLines records at the end of a single value each
 */
record ExportGuess(
        ExportKind kind,
        Charset charset,
        char delimiter,
        int skipLines,
        List<String> header,
        List<List<String>> rows,
        int footerLines) {

    private static final int ROWS = 1_000;
    private static final int MOST_TITLES = 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final Pattern SEP = Pattern.compile("\"?sep=(.)\"?\\R.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static ExportGuess of(Path file) throws IOException {
        var text = ExportText.of(file);
        var sep = SEP.matcher(text.begin());
        var delimiter = sep.matches() ? sep.group(1).charAt(0) : delimiter(text.begin());
        var all = parse(text.begin(), delimiter);
        var columns = usualSize(all);
        var title = titles(all, columns);
        var header = title < all.size() ? all.get(title) : List.<String>of();
        var below = title < all.size() ? all.subList(title + 1, all.size()) : List.<List<String>>of();
        var last = text.end().isEmpty() ? below : parse(text.end(), delimiter);
        var footer = footer(last, header.size());
        var rows = text.end().isEmpty() ? below.subList(0, below.size() - footer) : below;
        return new ExportGuess(text.kind(), text.charset(), delimiter, title, header, List.copyOf(rows), footer);
    }

    private static char delimiter(String text) {
        var best = ',';
        var bestScore = 0;
        for (var candidate : DELIMITERS) {
            var rows = parse(text, candidate);
            var columns = usualSize(rows);
            var alike = rows.stream().filter(row -> row.size() == columns).count();
            var score = columns < 2 ? 0 : (int) (100 * alike / rows.size() * 100 + Math.min(columns, 99));
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** The number of columns of the rows that most cells are in. */
    private static int usualSize(List<List<String>> rows) {
        var counts = new HashMap<Integer, Integer>();
        rows.forEach(row -> counts.merge(row.size(), row.size(), Integer::sum));
        return counts.entrySet().stream()
                .max((a, b) ->
                        a.getValue().equals(b.getValue()) ? a.getKey() - b.getKey() : a.getValue() - b.getValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Rows above the first that has a name in most of the usual columns. */
    private static int titles(List<List<String>> rows, int columns) {
        for (int i = 0; i < Math.min(rows.size(), MOST_TITLES); i++) {
            if (rows.get(i).size() >= columns && 2 * filled(rows.get(i)) >= columns) {
                return i;
            }
        }
        return 0;
    }

    private static int footer(List<List<String>> rows, int columns) {
        var count = 0;
        for (int i = rows.size() - 1; i >= 0 && columns > 1 && filled(rows.get(i)) == 1; i--) {
            count++;
        }
        return count;
    }

    private static int filled(List<String> row) {
        return (int) row.stream().filter(value -> !value.isBlank()).count();
    }

    private static List<List<String>> parse(String text, char delimiter) {
        var rows = new ArrayList<List<String>>();
        try (var csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                var row = record.getFields().stream().map(String::strip).toList();
                if (filled(row) > 0) {
                    rows.add(row);
                }
                if (rows.size() > ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException e) {
            return rows; // What could be read is what the guess is made of.
        }
        return rows;
    }

    String delimiterName() {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> String.valueOf(delimiter);
        };
    }

    /** The values of a column that are not blank. */
    List<String> values(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** How often the name of a column is in the header. */
    int times(int column) {
        return Collections.frequency(header, header.get(column));
    }

    /** Whether the push reads it without a mapping, as far as can be seen. */
    boolean isPlain() {
        return delimiter == ',' && charset.equals(StandardCharsets.UTF_8) && skipLines == 0 && footerLines == 0;
    }

    String describe() {
        if (kind.refusal().isPresent()) {
            return kind.refusal().get();
        }
        return "CSV, " + delimiterName() + ", " + charset.name() + ", header with " + header.size() + " columns"
                + (skipLines == 0 ? "" : ", below " + skipLines + " other lines")
                + (footerLines == 0 ? "" : ", a footer of " + footerLines + " lines");
    }
}
