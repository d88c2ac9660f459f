package dev.imconnector.cli;

import dev.imconnector.problem.CleanText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A mapping to begin with, made of an export's header and some of its values. What is certain is written. What can be
 * read in two ways is left empty with the evidence beside it, and no preview or push takes the mapping until somebody has
 * decided: a guess that looks right would be paid.
 */
final class StarterMapping {

    private static final int LONGEST_NAME = 200;
    private static final List<String> ORDER =
            List.of("sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId");
    private static final int MOST_CURRENCIES = 30;

    private final String fileName;
    private final ExportGuess guess;
    private final ColumnChoice columns;
    private final CurrencyClues currencies = new CurrencyClues();
    private final StringBuilder text = new StringBuilder();
    private final List<String> questions = new ArrayList<>();

    StarterMapping(String fileName, ExportGuess guess) {
        this.fileName = fileName;
        this.guess = guess;
        this.columns = new ColumnChoice(guess);
        write();
    }

    /** The document, in YAML. */
    String yaml() {
        return text.toString();
    }

    /** What somebody has to decide before the mapping is taken, each in a sentence. */
    List<String> questions() {
        return questions;
    }

    private void write() {
        line("# yaml-language-server: $schema=" + InitCommand.SCHEMA);
        line("# How the columns of " + oneLine(fileName)
                + " become credits. Fill in what is empty: the connector refuses");
        line("# the mapping until then. Check all the rest, then see the result with: im preview FILE --mapping THIS");
        line("# The export has these columns:");
        for (int i = 0; i < guess.header().size(); i++) {
            line("#   " + oneLine(guess.header().get(i)) + (guess.hasNames() ? "" : "   such as " + examples(i)));
        }
        line("version: 1");
        line("mappings:");
        line("  - files: " + quoted(pattern()) + "   # names of the files that this is for");
        form();
        meant();
        line("    fields:");
        ORDER.forEach(this::field);
        line("    # Other fields that your tenant knows:");
        line("    # additional:");
        line("    #   region: {type: text, column: Region}");
    }

    /** The file's name, with what changes from day to day left open. */
    private String pattern() {
        var name = fileName.replaceFirst("(?i)\\.(gz|zip)$", "");
        return name.replaceAll("[0-9]+([-_.]?[0-9]+)*", "*").replaceAll("\\*+", "*");
    }

    private void form() {
        if (guess.csv().isEmpty()) {
            if (!fileName.matches("(?i).*\\.(jsonl|ndjson)(\\.(gz|zip))?")) {
                line("    format: jsonl");
            }
            return;
        }
        if (!fileName.matches("(?i).*\\.csv(\\.(gz|zip))?")) {
            line("    format: csv");
        }
        if (!guess.isPlain()) {
            csv(guess.csv().get());
        }
    }

    private void csv(CsvForm form) {
        line("    csv:");
        line("      delimiter: " + (form.delimiter() == '\t' ? "\"\\t\"" : quoted(String.valueOf(form.delimiter()))));
        line("      charset: " + guess.charset().name());
        switch (form.quoting()) {
            case BACKSLASH -> line("      escape: \"\\\\\"   # a quote within a value is written \\\"");
            case NONE -> line("      quote: none   # a quote is a character like any other");
            case DOUBLED -> {}
        }
        if (form.skipLines() > 0) {
            line("      skipLines: " + form.skipLines() + "   # records above the header");
        }
        if (!form.hasHeader()) {
            line("      # the file has no header line: names of your own, in the order of the columns");
            line("      header: ["
                    + guess.header().stream().map(StarterMapping::quoted).collect(Collectors.joining(", ")) + "]");
        }
        if (form.footerLines() > 0) {
            line("      footerLines: " + form.footerLines() + "   # records of one value each at the end");
        }
        if (!form.totalRows().isEmpty()) {
            line("      totalRows: ["
                    + form.totalRows().stream().map(StarterMapping::quoted).collect(Collectors.joining(", "))
                    + "]   # rows of totals begin so; they are left out");
        }
    }

    /**
     * A deal that is not won does not become a credit: where a column tells them apart, somebody has to say which
     * rows are meant.
     */
    private void meant() {
        for (var column : columns.ofStates()) {
            var values = guess.values(column).stream().distinct().toList();
            var name = oneLine(guess.header().get(column));
            if (values.size() == 1) {
                line("    # '" + name + "' is '" + oneLine(values.get(0))
                        + "' in each row; should others come, say only:");
                line("    # only: {column: " + quoted(guess.header().get(column)) + ", values: ["
                        + quoted(values.get(0)) + "]}");
            } else {
                line("    only:   # '" + name
                        + "' has several values: which rows are meant? Or remove this line for all");
                line("    #  column: " + quoted(guess.header().get(column)));
                line("    #  values: ["
                        + values.stream().map(StarterMapping::quoted).collect(Collectors.joining(", ")) + "]");
                ask("only: which rows are meant, by '" + name + "' ("
                        + values.stream().map(StarterMapping::oneLine).collect(Collectors.joining(", ")) + ")?");
                return;
            }
        }
    }

    private void field(String field) {
        line("      " + field + ":");
        var found = columns.of(field);
        if (found.size() == 1 && guess.times(found.get(0)) == 1 && columns.isCertain(field)) {
            line("        column: " + quoted(guess.header().get(found.get(0))));
            hints(field, found.get(0));
        } else if (found.isEmpty()) {
            without(field);
        } else {
            severalColumns(field, found);
        }
    }

    private void without(String field) {
        switch (field) {
            case "periodId" ->
                line(
                        "        fromDate: yyyy-MM   # the month of the transactionDate; how does your tenant name its periods?");
            case "currencyCode" -> {
                if (currencyIsInTheAmount()) {
                    line("        fromAmount: true   # the code or sign beside the number");
                    return;
                }
                line("        constant:   # no column looks like a currency; write the code when it is one for all");
                ask("currencyCode: no column looks like a currency");
            }
            default -> {
                line("        column:   # no column looks like it: write the name of one");
                ask(field + ": no column looks like it");
            }
        }
    }

    private boolean currencyIsInTheAmount() {
        var amount = columns.of("amount");
        return amount.size() == 1 && new AmountClues(guess.values(amount.get(0))).hasCurrency();
    }

    private void severalColumns(String field, List<Integer> found) {
        line("        column:   # it could be one of these:");
        found.forEach(
                column -> line("        #   " + quoted(guess.header().get(column)) + "   such as " + examples(column)));
        if (found.stream().anyMatch(column -> guess.times(column) > 1)) {
            line("        # occurrence: 1   # which of the columns of one name");
        }
        if (field.equals("sourceRef")) {
            joining();
        }
        ask(field + ": it could be "
                + found.stream()
                        .map(column -> "'" + oneLine(guess.header().get(column)) + "'")
                        .distinct()
                        .collect(Collectors.joining(" or ")));
    }

    private String examples(int column) {
        return guess.values(column).stream()
                .distinct()
                .limit(3)
                .map(StarterMapping::oneLine)
                .collect(Collectors.joining(", "));
    }

    private void hints(String field, int column) {
        var values = guess.values(column);
        switch (field) {
            case "sourceRef" -> sourceRef(values);
            case "participantId" -> participant(values);
            case "transactionDate" -> date(DateClues.of(values));
            case "amount" -> {
                // A number of JSON can be read in one way only.
                if (!guess.jsonNumbers().contains(column)) {
                    amount(new AmountClues(values));
                }
                columns.ofSigns().ifPresent(this::sign);
            }
            case "currencyCode" -> currency(values);
            default -> {}
        }
    }

    private void sourceRef(List<String> values) {
        var twice = firstTwice(values);
        if (!twice.isEmpty()) {
            line("        lookup:   # '" + oneLine(twice)
                    + "' is there more than once, so this column alone is not a sourceRef:");
            line("        # remove these lines and join columns, or remove lookup when the rows are the same credit");
            ask("sourceRef: '" + oneLine(twice) + "' is there more than once");
        }
        joining();
    }

    private void joining() {
        line("        # must never be the same for two credits; else join columns:");
        line("        # columns: [Order, Line]");
        line("        # separator: \"-\"");
    }

    private static String firstTwice(List<String> values) {
        var seen = new HashSet<String>();
        return values.stream().filter(value -> !seen.add(value)).findFirst().orElse("");
    }

    /** A person's name or mail address is not what IM calls a participant. */
    private void participant(List<String> values) {
        var names = values.stream()
                .filter(value -> value.matches(".*(@|\\p{L}\\s+\\p{L}|,).*"))
                .distinct()
                .limit(3)
                .toList();
        if (names.isEmpty()) {
            return;
        }
        line("        lookup:   # names or mail addresses (" + oneLine(String.join("; ", names))
                + "): which participant is each?");
        line("        #  file: owners.csv   # a table beside this file, or remove lookup when IM has these as ids");
        line("        #  key: email");
        line("        #  value: participantId");
        ask("participantId: the values are names or mail addresses, such as " + oneLine(names.get(0)));
    }

    private void date(DateClues clues) {
        if (!clues.isDate()) {
            line("        pattern:   # the values are of no form that was recognised: write it, as in dd.MM.yyyy");
            ask("transactionDate: the values are of no form that was recognised");
            return;
        }
        if (clues.swapped().isPresent()) {
            var both = clues.pattern().orElseThrow() + " or " + clues.swapped().get();
            line("        pattern:   # " + both + "? No day is above 12, so the month or day may come first");
            ask("transactionDate: " + both + "? No day is above 12, so month or day may come first");
        } else {
            clues.pattern().ifPresent(pattern -> line("        pattern: " + plainOrQuoted(pattern)));
        }
        clues.locale().ifPresent(locale -> line("        locale: " + locale));
        if (clues.hasTime()) {
            zone(clues.midnight());
        }
        if (!clues.others().isEmpty()) {
            line("        # of another form: " + oneLine(String.join(", ", clues.others())));
        }
    }

    private void zone(boolean midnight) {
        if (midnight) {
            line("        zone: UTC   # each time is midnight: the day is as it is written");
            return;
        }
        line("        zone:   # in which zone are these times? As in UTC or Europe/Berlin");
        line("        # dayZone: Europe/Berlin   # in which zone does the day count, when in another one?");
        ask("transactionDate: in which zone are the times?");
    }

    private void sign(int column) {
        var values = guess.values(column).stream().distinct().toList();
        var both = values.stream().map(StarterMapping::oneLine).collect(Collectors.joining(" and "));
        line("        sign:   # '" + oneLine(guess.header().get(column)) + "' has " + both
                + ": which of them makes the amount negative? Or remove this line");
        line("        #  column: " + quoted(guess.header().get(column)));
        line("        #  negative: [" + quoted(values.get(values.size() - 1)) + "]");
        line("        #  positive: [" + quoted(values.get(0)) + "]");
        ask("amount: does '" + oneLine(guess.header().get(column)) + "' (" + both + ") say its sign?");
    }

    private void amount(AmountClues clues) {
        if (clues.isUnclear()) {
            var seen = clues.examples().isEmpty() ? "" : " (" + oneLine(clues.examples()) + ")";
            line("        decimal:   # \".\" or \",\"? The values can be read in two ways" + seen);
            line("        # thousands: \".\"   # what stands between groups of three digits, if anything does");
            ask("amount: which is the decimal separator, and which one groups thousands?" + seen);
            return;
        }
        if (clues.hasDecimalComma()) {
            line("        decimal: \",\"");
        }
        clues.thousands().ifPresent(separator -> line("        thousands: " + quoted(separator)));
        clues.minus().ifPresent(minus -> line("        minus: " + minus));
        clues.withExponent().ifPresent(value -> {
            line("        exponent:   # " + oneLine(value)
                    + ": true where a program writes exact numbers so; a spreadsheet has lost digits");
            ask("amount: " + oneLine(value) + " is exact where a program wrote it, and not where a spreadsheet did");
        });
        if (clues.hasCurrency()) {
            line("        currency: true   # a code or sign beside the number; name others: {\"$\": USD}");
        }
        if (!clues.others().isEmpty()) {
            line("        # no numbers: " + oneLine(String.join(", ", clues.others())));
        }
    }

    private void currency(List<String> values) {
        var distinct =
                new LinkedHashSet<>(values).stream().limit(MOST_CURRENCIES).toList();
        if (distinct.stream().allMatch(currencies::isCode)) {
            return;
        }
        if (distinct.stream().allMatch(value -> currencies.isCode(value.toUpperCase(Locale.ROOT)))) {
            line("        case: upper");
            return;
        }
        line("        lookup:   # to codes of ISO 4217; one that is left empty can be several, or none");
        line("          table:");
        for (var value : distinct) {
            var code = currencies.codeOf(value);
            line("            " + quoted(value) + ":"
                    + code.map(found -> " " + found).orElse("   # which currency?"));
            if (code.isEmpty()) {
                ask("currencyCode: which currency is '" + oneLine(value) + "'?");
            }
        }
    }

    private void ask(String question) {
        questions.add(question);
    }

    /** For comments and questions: without what would end one, or turn its letters. */
    private static String oneLine(String value) {
        return CleanText.of(value, LONGEST_NAME);
    }

    private static String plainOrQuoted(String value) {
        return value.matches("[A-Za-z][A-Za-z./-]*") ? value : quoted(value);
    }

    /** A text of YAML between double quotes. */
    private static String quoted(String value) {
        var result = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                result.append('\\').append((char) c);
            } else if (c < ' '
                    || c >= 0x7f && c <= 0xa0
                    || c >= 0x2000 && c <= 0x206f
                    || c >= 0xd800 && c <= 0xf8ff
                    || c >= 0xfeff) {
                result.append(String.format("\\u%04x", c));
            } else {
                result.append((char) c);
            }
        });
        return result.append('"').toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
