package dev.imconnector.source.csv;

import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.problem.Problem;
import dev.imconnector.source.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header line of a CSV file, and how the fields are taken out of a record: by columns of the fields' own names, or as
 * a mapping says. Names are compared exactly, without the blanks around them; columns whose name starts with {@code _} are ours (a rejects file has them) and are ignored. Immutable.
 */
public final class CsvHeader {

    private static final CreditField[] FIELDS = CreditField.values();

    private final List<String> names;
    private final Filling filling;

    /** Takes the fields of a credit out of the values of a record. */
    @FunctionalInterface
    interface Filling {

        /**
         * @param values verbatim; fewer or more than the header has in a faulty record
         * @param raw cleared
         */
        void fill(String[] values, RawCredit raw);
    }

    /** @param names without the blanks around them */
    CsvHeader(List<String> names, Filling filling) {
        this.names = names;
        this.filling = filling;
    }

    /** The names in a header line, without the blanks around them. */
    static List<String> names(String[] values) {
        return Arrays.stream(values).map(Blanks::trim).toList();
    }

    /**
     * Reads a header line whose names are those of the fields.
     *
     * @throws InputException {@code HEADER_INVALID} when a needed column is missing or there twice
     */
    static CsvHeader of(String file, String[] values) {
        var names = names(values);
        var columns = new int[FIELDS.length];
        for (var field : FIELDS) {
            columns[field.ordinal()] = names.indexOf(field.fieldName());
        }
        var missing =
                CreditField.names().stream().filter(n -> !names.contains(n)).toList();
        var twice = CreditField.names().stream()
                .filter(n -> names.indexOf(n) != names.lastIndexOf(n))
                .toList();
        if (!missing.isEmpty() || !twice.isEmpty()) {
            throw invalid(file, names, missing, twice);
        }
        return new CsvHeader(names, (record, raw) -> fill(columns, record, raw));
    }

    private static InputException invalid(String file, List<String> names, List<String> missing, List<String> twice) {
        var what = missing.isEmpty()
                ? "has " + String.join(", ", twice) + " more than once"
                : "lacks " + String.join(", ", missing);
        var found = names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        var otherSeparator = names.size() == 1
                && (names.get(0).indexOf(';') >= 0 || names.get(0).indexOf('\t') >= 0);
        return new InputException(new Problem(
                "HEADER_INVALID",
                names.isEmpty()
                        ? file + " is empty: it has no header line"
                        : "The header of " + file + " " + what + "; found: " + found,
                otherSeparator
                        ? "Separate the columns by commas"
                        : "Give the file a header line with exactly these names: "
                                + String.join(", ", CreditField.names())));
    }

    /** The names of all columns, in the file's order, without the blanks around them. */
    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    static boolean isOurs(String name) {
        return name.startsWith("_");
    }

    void fill(String[] values, RawCredit raw) {
        filling.fill(values, raw);
    }

    private static void fill(int[] columns, String[] values, RawCredit raw) {
        for (var field : FIELDS) {
            var column = columns[field.ordinal()];
            raw.set(field, column < values.length ? values[column] : null);
        }
    }
}
