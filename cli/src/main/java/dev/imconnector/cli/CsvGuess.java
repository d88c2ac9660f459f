package dev.imconnector.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.imconnector.cli.CsvForm.Quoting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds out the form of a text that is CSV, by trying the usual ones. */
final class CsvGuess {

    private static final int ROWS = 1_000;
    private static final int MOST_TITLES = 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final Pattern SEP = Pattern.compile("\"?sep=(.)\"?\\R.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private static final int MOST_TOTALS = 10;

    /** A short text that ends with a word for it in some languages. */
    private static final Pattern TOTAL = Pattern.compile(
            "(?iU).{0,20}\\b(totals?|totale|totaal|subtotal|(zwischen|gesamt|end)?summe|gesamt|somme|suma)\\b\\W*"
                    + "(g[ée]n[ée]ral\\W*)?");

    /** No export has it, so nothing is quoted by it. */
    private static final char NO_QUOTE = '\u0001';

    /** Where private characters stand for escaped ones while a text is taken apart. */
    private static final int PRIVATE = 0xe000;

    private final char delimiter;
    private final Quoting quoting;

    private CsvGuess(char delimiter, Quoting quoting) {
        this.delimiter = delimiter;
        this.quoting = quoting;
    }

    static ExportGuess of(ExportText text) {
        return best(text.begin()).guess(text);
    }

    private static CsvGuess best(String text) {
        var sep = SEP.matcher(text);
        var delimiters = sep.matches() ? new char[] {sep.group(1).charAt(0)} : DELIMITERS;
        var best = new CsvGuess(delimiters[0], Quoting.DOUBLED);
        var bestScore = 0;
        for (var quoting : Quoting.values()) {
            for (var delimiter : delimiters) {
                var candidate = new CsvGuess(delimiter, quoting);
                var score = mayBe(quoting, text) ? candidate.score(text) : 0;
                if (score > bestScore) {
                    best = candidate;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private static boolean mayBe(Quoting quoting, String text) {
        return switch (quoting) {
            case DOUBLED -> true;
            case BACKSLASH -> text.contains("\\\"");
            case NONE -> text.indexOf('"') >= 0;
        };
    }

    /** The share of rows with the usual number of columns counts first; a text that cannot be read to its end counts half. */
    private int score(String text) {
        var parsed = parse(text);
        var columns = usualSize(parsed.rows());
        if (columns < 2) {
            return 0;
        }
        var alike = parsed.rows().stream().filter(row -> row.size() == columns).count();
        var score = (int) (100 * alike / parsed.rows().size() * 100 + Math.min(columns, 99));
        return parsed.whole() ? score : score / 2;
    }

    private ExportGuess guess(ExportText text) {
        var all = parse(text.begin()).rows();
        var title = titles(all, usualSize(all));
        var first = title < all.size() ? all.get(title) : List.<String>of();
        var below = title < all.size() ? all.subList(title + 1, all.size()) : List.<List<String>>of();
        var hasHeader = first.isEmpty() || !areValues(first);
        var last = text.end().isEmpty() ? below : parse(text.end()).rows();
        var footer = footer(last, first.size());
        var rows = new ArrayList<>(text.end().isEmpty() ? below.subList(0, below.size() - footer) : below);
        if (!hasHeader) {
            rows.add(0, first);
        }
        var totals = totals(Stream.concat(rows.stream(), last.stream()));
        rows.removeIf(row -> isTotal(row));
        var form = new CsvForm(delimiter, quoting, title, hasHeader, footer, totals);
        var header = hasHeader
                ? first
                : IntStream.rangeClosed(1, first.size())
                        .mapToObj(i -> "Column " + i)
                        .toList();
        return new ExportGuess(text.kind(), text.charset(), Optional.of(form), header, List.copyOf(rows), Set.of());
    }

    /** A name is not a date; nor does an amount stand beside a currency's code among names. */
    private static boolean areValues(List<String> row) {
        var dates = row.stream()
                .anyMatch(cell -> cell.matches(".*[0-9].*")
                        && !cell.matches("[0-9]{1,8}")
                        && DateClues.of(List.of(cell)).isDate());
        var numbers = row.stream().anyMatch(cell -> cell.matches(".*[0-9].*") && AmountClues.isNumber(cell));
        var currencies = new CurrencyClues();
        return dates || numbers && row.stream().anyMatch(currencies::isCode);
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

    private static List<String> totals(Stream<List<String>> rows) {
        return rows.filter(CsvGuess::isTotal)
                .map(row -> first(row).orElseThrow())
                .distinct()
                .limit(MOST_TOTALS)
                .toList();
    }

    /** It begins with the word, and has a value in half of its cells at most. */
    private static boolean isTotal(List<String> row) {
        return row.size() > 1
                && filled(row) > 1
                && 2 * filled(row) <= row.size()
                && first(row).filter(cell -> TOTAL.matcher(cell).matches()).isPresent();
    }

    private static Optional<String> first(List<String> row) {
        return row.stream().filter(cell -> !cell.isBlank()).findFirst();
    }

    private static int filled(List<String> row) {
        return (int) row.stream().filter(value -> !value.isBlank()).count();
    }

    /** @param whole whether nothing in the text was against its form */
    private record Parsed(List<List<String>> rows, boolean whole) {}

    private Parsed parse(String text) {
        var rows = new ArrayList<List<String>>();
        try (var csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quoting == Quoting.NONE ? NO_QUOTE : '"')
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(quoting == Quoting.BACKSLASH ? hidden(text) : text)) {
            for (CsvRecord record : csv) {
                var row = record.getFields().stream().map(this::shown).toList();
                if (filled(row) > 0) {
                    rows.add(row);
                }
                if (rows.size() > ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException e) {
            return new Parsed(rows, false); // What could be read is what the guess is made of.
        }
        return new Parsed(rows, true);
    }

    private static String hidden(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(escaped -> escaped.group(1).charAt(0) < 0x80
                        ? String.valueOf((char) (PRIVATE + escaped.group(1).charAt(0)))
                        : escaped.group(1));
    }

    private String shown(String cell) {
        var stripped = cell.strip();
        if (quoting != Quoting.BACKSLASH) {
            return stripped;
        }
        var result = new StringBuilder(stripped);
        for (int i = 0; i < result.length(); i++) {
            var c = result.charAt(i);
            if (c >= PRIVATE && c < PRIVATE + 0x80) {
                result.setCharAt(i, (char) (c - PRIVATE));
            }
        }
        return result.toString();
    }
}
