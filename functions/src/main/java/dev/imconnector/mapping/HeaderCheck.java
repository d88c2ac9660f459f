package dev.imconnector.mapping;

import dev.imconnector.problem.CodePoints;
import dev.imconnector.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a file has the columns that a mapping needs, each once. */
final class HeaderCheck {

    private final CreditMapping mapping;
    private final String file;
    private final List<String> header;

    HeaderCheck(CreditMapping mapping, String file, List<String> header) {
        this.mapping = mapping;
        this.file = file;
        this.header = header;
    }

    void check() {
        var needed = mapping.columns();
        if (header.isEmpty() && !needed.isEmpty()) {
            throw invalid(file + " is empty: it has no header line", "Export it again");
        }
        var index = new ColumnIndex(header);
        var missing = needed.keySet().stream()
                .filter(n -> index.of(n) == ColumnIndex.MISSING)
                .toList();
        if (!missing.isEmpty()) {
            var named = missing.stream()
                    .map(n -> "'" + ColumnIndex.shown(n) + "'" + CodePoints.of(ColumnIndex.nameOf(n)) + " (for "
                            + needed.get(n) + ")")
                    .collect(Collectors.joining(", "));
            throw invalid("The header of " + file + " lacks " + named + "; found: " + found(), fixForMissing());
        }
        var twice = needed.keySet().stream()
                .filter(n -> index.of(n) == ColumnIndex.SEVERAL)
                .toList();
        if (!twice.isEmpty()) {
            throw invalid(
                    "The header of " + file + " has " + MappingErrors.quoted(twice) + " more than once; found: "
                            + found(),
                    "Say which one is meant, as in occurrence: 1 for the first (in a list of columns: map another one); or"
                            + " export each column once");
        }
    }

    private String found() {
        return MappingErrors.quoted(header)
                + CodePoints.of(String.join(" ", header).replaceAll("[\\r\\n\\t]", " "));
    }

    private String fixForMissing() {
        var delimiter = mapping.dialect().delimiter();
        if (header.size() == 1) {
            for (var other : new char[] {',', ';', '\t', '|'}) {
                if (other != delimiter && header.get(0).indexOf(other) >= 0) {
                    return "Set csv.delimiter of the mapping '" + mapping.files() + "' to \""
                            + (other == '\t' ? "\\t" : String.valueOf(other)) + "\"";
                }
            }
        }
        return "Add these columns to the report, or change the mapping '" + mapping.files()
                + "' to the names that were found";
    }

    private static MappingException invalid(String what, String fix) {
        return new MappingException(new Problem("HEADER_INVALID", what, fix));
    }
}
