package dev.imconnector.cli;

import java.util.List;

/**
 * The form of a CSV file, as far as it can be seen.
 *
 * @param delimiter the one by which most lines fall into the same number of columns
 * @param quoting how values are quoted
 * @param skipLines records above the header that are none, such as a title or Excel's {@code sep=;}
 * @param hasHeader whether the first record has names, and no values
 * @param footerLines records at the end of a single value each
 * @param totalRows with what rows of totals begin
 */
record CsvForm(
        char delimiter, Quoting quoting, int skipLines, boolean hasHeader, int footerLines, List<String> totalRows) {

    /** How a value that holds a delimiter or a quote is written. */
    enum Quoting {
        /** Between quotes, and a quote twice. */
        DOUBLED,
        /** A quote within a value has a backslash before it. */
        BACKSLASH,
        /** A quote is a character like any other. */
        NONE
    }

    String delimiterName() {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> String.valueOf(delimiter);
        };
    }

    /** Whether the push reads it without settings for its form. */
    boolean isPlain() {
        return delimiter == ','
                && quoting == Quoting.DOUBLED
                && skipLines == 0
                && hasHeader
                && footerLines == 0
                && totalRows.isEmpty();
    }

    String describe(int columns) {
        return switch (quoting) {
                    case DOUBLED -> "";
                    case BACKSLASH -> ", quotes within values behind a backslash";
                    case NONE -> ", nothing quoted";
                }
                + (hasHeader ? ", header with " + columns + " columns" : ", " + columns + " columns, no header line")
                + (skipLines == 0 ? "" : ", below " + skipLines + " other lines")
                + (footerLines == 0 ? "" : ", a footer of " + footerLines + " lines")
                + (totalRows.isEmpty() ? "" : ", rows of totals");
    }
}
