package dev.imconnector.mapping;

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
            throw invalid(file + " is empty: it has no header line", "Have it exported again");
        }
        var missing = needed.keySet().stream().filter(n -> !header.contains(n)).toList();
        if (!missing.isEmpty()) {
            var named = missing.stream()
                    .map(n -> "'" + n + "' (for " + needed.get(n) + ")")
                    .collect(Collectors.joining(", "));
            throw invalid("The header of " + file + " lacks " + named + "; found: " + found(), fixForMissing());
        }
        var twice = needed.keySet().stream()
                .filter(n -> header.indexOf(n) != header.lastIndexOf(n))
                .toList();
        if (!twice.isEmpty()) {
            throw invalid(
                    "The header of " + file + " has " + MappingErrors.quoted(twice) + " more than once; found: "
                            + found(),
                    "Export each column that the mapping uses once, or map another one");
        }
    }

    private String found() {
        return MappingErrors.quoted(header);
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
        return "Have the report export these columns, or change the mapping '" + mapping.files()
                + "' to the names that were found";
    }

    private static MappingException invalid(String what, String fix) {
        return new MappingException(new Problem("HEADER_INVALID", what, fix));
    }
}
