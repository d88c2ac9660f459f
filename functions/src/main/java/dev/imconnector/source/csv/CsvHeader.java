package dev.imconnector.source.csv;

import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.mapping.MappedColumns;
import dev.imconnector.problem.CodePoints;
import dev.imconnector.problem.Problem;
import dev.imconnector.source.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header line of a CSV file, and how the fields are taken out of a record: by columns of the fields' own names, or as
 * a mapping says. Names are compared without the blanks around them. Immutable.
 */
public final class CsvHeader {

    private static final CreditField[] FIELDS = CreditField.values();

    /** Of a file in which nothing is. */
    static final CsvHeader OF_NOTHING = new CsvHeader(List.of(), OwnNames.of(new int[0]));

    private final List<String> names;
    private final Filling filling;

    /** Takes the fields of a credit out of the values of a record. */
    interface Filling {

        /** Whether the record is meant to be sent at all, or left out on purpose. */
        boolean isMeant(String[] values);

        /** The number of the last column that is needed, 0 being the first. */
        int lastColumn(String[] values);

        /**
         * @param values verbatim; fewer or more than the header has in a faulty record
         * @param raw cleared
         */
        void fill(String[] values, RawCredit raw);
    }

    /** By columns of the fields' own names. */
    @SuppressWarnings("ArrayRecordComponent")
    private record OwnNames(int[] columns, int last) implements Filling {

        static OwnNames of(int[] columns) {
            return new OwnNames(columns, Arrays.stream(columns).max().orElse(-1));
        }

        @Override
        public boolean isMeant(String[] values) {
            return true;
        }

        @Override
        public int lastColumn(String[] values) {
            return last;
        }

        @Override
        public void fill(String[] values, RawCredit raw) {
            CsvHeader.fill(columns, values, raw);
        }
    }

    /** By columns as a mapping has them. */
    record Mapped(MappedColumns columns) implements Filling {

        @Override
        public boolean isMeant(String[] values) {
            return columns.isMeant(values);
        }

        @Override
        public int lastColumn(String[] values) {
            return columns.lastColumn();
        }

        @Override
        public void fill(String[] values, RawCredit raw) {
            columns.fill(values, raw);
        }
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
        return new CsvHeader(names, OwnNames.of(columns));
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
                "The header of " + file + " " + what + "; found: " + found + CodePoints.of(String.join(" ", names)),
                otherSeparator
                        ? "Separate the columns by commas"
                        : "Let a mapping say which of its columns are the fields: im init FILE writes a first"
                                + " one, and --mapping or the setting credit-mapping names it. A file without a"
                                + " mapping needs a"
                                + " header line with exactly these names: "
                                + String.join(", ", CreditField.names())));
    }

    /** The names of all columns, in the file's order, without the blanks around them. */
    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    /** Whether it is a column that a file of rejects has beside those of the export. */
    static boolean isOurs(String name) {
        return CsvRejects.OURS.contains(name) || CsvRejects.GUARDED.equals(name);
    }

    boolean isMeant(String[] values) {
        return filling.isMeant(values);
    }

    int lastColumn(String[] values) {
        return filling.lastColumn(values);
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
