package dev.imconnector.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mapping to begin with, made of an export's header and some of its values; with comments. Where nothing fits it says
 * so, and the mapping is not yet taken.
 */
final class StarterMapping {

    /** Words by which a column is known, the likeliest first. */
    private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("currencyCode", List.of("currencycode", "currency", "währung", "curr", "devise"));
        WORDS.put("periodId", List.of("periodid", "period", "periode"));
        WORDS.put("amount", List.of("amount", "betrag", "nettowert", "netto", "montant", "value", "revenue", "price"));
        WORDS.put("transactionDate", List.of("transactiondate", "closedate", "closed", "date", "datum", "day"));
        WORDS.put(
                "participantId",
                List.of("participant", "employee", "salesperson", "verkäufer", "owner", "seller", "rep", "sales"));
        WORDS.put(
                "sourceRef",
                List.of("sourceref", "recordid", "splitid", "reference", "number", "nummer", "id", "order"));
    }

    private static final List<String> ORDER =
            List.of("sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId");
    private static final List<String> DATES = List.of(
            "yyyy-MM-dd", "dd.MM.yyyy", "M/d/yyyy", "d/M/yyyy", "yyyyMMdd", "yyyy/MM/dd", "dd-MM-yyyy", "d.M.yyyy");
    private static final List<String> TIMES =
            List.of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "dd.MM.yyyy HH:mm");

    private final String fileName;
    private final ExportGuess guess;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    StarterMapping(String fileName, ExportGuess guess) {
        this.fileName = fileName;
        this.guess = guess;
        WORDS.forEach((field, words) -> {
            var at = find(words);
            if (at >= 0) {
                columns.put(field, at);
            }
        });
    }

    private int find(List<String> words) {
        for (var word : words) {
            for (int i = 0; i < guess.header().size(); i++) {
                var name = guess.header().get(i).toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
                if (!columns.containsValue(i) && name.contains(word)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The document, in YAML. */
    String yaml() {
        line("# yaml-language-server: $schema=" + InitCommand.SCHEMA);
        line("# How the columns of " + fileName
                + " become credits. A first guess: check every line of it, then look at");
        line("# what comes out with: im preview FILE --mapping THIS");
        line("# The export has these columns:");
        guess.header().forEach(name -> line("#   " + name));
        line("version: 1");
        line("mappings:");
        line("  - files: " + quoted(pattern()) + "   # names of the files that this is for");
        if (!guess.isPlain()) {
            line("    csv:");
            line("      delimiter: "
                    + (guess.delimiter() == '\t' ? "\"\\t\"" : quoted(String.valueOf(guess.delimiter()))));
            line("      charset: " + guess.charset().name());
        }
        line("    fields:");
        ORDER.forEach(this::field);
        line("    # Other fields that your tenant knows:");
        line("    # additional:");
        line("    #   region: {type: text, column: Region}");
        return text.toString();
    }

    /** The file's name, with what changes from day to day left open. */
    private String pattern() {
        var name = fileName.endsWith(".gz") ? fileName.substring(0, fileName.length() - 3) : fileName;
        return name.replaceAll("[0-9]+([-_.]?[0-9]+)*", "*").replaceAll("\\*+", "*");
    }

    private void field(String field) {
        line("      " + field + ":");
        var at = columns.get(field);
        if (field.equals("periodId") && at == null) {
            line(
                    "        fromDate: yyyy-MM   # the month of the transactionDate; how does your tenant name its periods?");
        } else if (field.equals("currencyCode") && at == null) {
            line("        constant: EUR   # no column looks like a currency; is it this one for all?");
        } else if (at == null) {
            line("        column:   # no column looks like it: write the name of one");
        } else {
            line("        column: " + quoted(guess.header().get(at)));
            hints(field, guess.values(at));
        }
        if (field.equals("sourceRef")) {
            line("        # must never be the same for two credits; else join columns:");
            line("        # columns: [Order, Line]");
            line("        # separator: \"-\"");
        }
    }

    private void hints(String field, List<String> values) {
        if (field.equals("transactionDate")) {
            date(values);
        } else if (field.equals("amount")) {
            amount(values);
        } else if (field.equals("currencyCode") && values.stream().anyMatch(v -> !v.matches("[A-Z]{3}"))) {
            line("        lookup:   # to codes of ISO 4217");
            line("          table:");
            values.stream().distinct().limit(10).forEach(v -> line("            " + quoted(v) + ": EUR"));
        }
    }

    private void date(List<String> values) {
        for (var pattern : DATES) {
            if (fits(values, pattern)) {
                if (!pattern.equals("yyyy-MM-dd")) {
                    line("        pattern: " + pattern + (pattern.contains("/") ? "   # month or day first?" : ""));
                }
                return;
            }
        }
        for (var pattern : TIMES) {
            if (fits(values, pattern)) {
                line("        pattern: " + quoted(pattern));
                line("        zone: UTC   # in which zone are these times?");
                line("        # dayZone: Europe/Berlin   # in which zone does the day count, when in another one?");
                return;
            }
        }
        line("        # pattern: dd.MM.yyyy   # when the dates are not of the form 2026-03-31");
    }

    private static boolean fits(List<String> values, String pattern) {
        var formatter = DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        try {
            values.forEach(value -> formatter.parse(value, LocalDate::from));
            return !values.isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void amount(List<String> values) {
        var comma = values.stream().anyMatch(v -> v.matches(".*,[0-9]{1,2}-?"));
        if (comma) {
            line("        decimal: \",\"");
        }
        var thousands = comma ? "." : ",";
        if (values.stream().anyMatch(v -> v.contains(thousands))) {
            line("        thousands: \"" + thousands + "\"");
        }
        if (values.stream().anyMatch(v -> v.endsWith("-"))) {
            line("        minus: trailing");
        }
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
