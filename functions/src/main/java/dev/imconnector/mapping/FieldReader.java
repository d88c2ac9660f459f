package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the fields of a mapping. */
final class FieldReader {

    private static final String[] SOURCES = {"column", "columns", "separator", "constant"};
    private static final String[] OF_TEXT = {"fromDate", "case", "lookup"};
    private static final String[] OF_DATE = {"pattern", "zone", "dayZone", "locale"};
    private static final String[] OF_NUMBER = {"decimal", "thousands", "minus", "sign"};
    private static final String[] OF_FLAG = {"true", "false"};
    private static final String[] OF_ADDITIONAL = {"type", "required"};

    private final MappingReader.Tables tables;

    FieldReader(MappingReader.Tables tables) {
        this.tables = tables;
    }

    FieldMapping read(String name, DocumentObject field, AdditionalField.Type type) {
        field.only(all(SOURCES, options(type)));
        return new FieldMapping(name, source(field), rule(field, type));
    }

    FieldMapping readAdditional(String name, DocumentObject field, AdditionalField.Type type) {
        field.only(all(SOURCES, options(type), OF_ADDITIONAL));
        return new FieldMapping(name, source(field), rule(field, type));
    }

    private static String[] options(AdditionalField.Type type) {
        return switch (type) {
            case TEXT -> OF_TEXT;
            case DATE -> OF_DATE;
            case NUMBER -> OF_NUMBER;
            case BOOLEAN -> OF_FLAG;
        };
    }

    private static String[] all(String[]... names) {
        var result = new ArrayList<String>();
        for (var some : names) {
            result.addAll(List.of(some));
        }
        return result.toArray(String[]::new);
    }

    private static ValueSource source(DocumentObject field) {
        var given = new ArrayList<String>();
        for (var name : List.of("column", "columns", "constant", "fromDate")) {
            if (field.has(name)) {
                given.add(name);
            }
        }
        if (given.size() != 1) {
            throw field.invalid(
                    given.isEmpty() ? "it has no source" : "it has more than one source: " + String.join(", ", given),
                    "Give it one of column, columns, constant, or (a text) fromDate");
        }
        if (field.has("separator") && !given.contains("columns")) {
            throw field.invalid("separator", "it stands between several columns", "Leave it out, or use \"columns\"");
        }
        return switch (given.get(0)) {
            case "column" -> new ValueSource.Column(column(field, "column", field.text("column")));
            case "columns" -> joined(field);
            case "constant" -> new ValueSource.Constant(constant(field));
            default -> DatePatterns.form(field);
        };
    }

    private static ValueSource joined(DocumentObject field) {
        var columns = field.texts("columns", 2);
        columns.forEach(name -> column(field, "columns", name));
        if (!field.has("separator")) {
            throw field.invalid(
                    "'separator' is missing", "Write what stands between the columns, as in \"-\"; \"\" for nothing");
        }
        return new ValueSource.Joined(columns, field.textOrEmpty("separator"));
    }

    private static String column(DocumentObject field, String member, String name) {
        if (name.startsWith("_")) {
            throw field.invalid(
                    member,
                    "'" + name + "' begins with _, as the columns do that the connector adds to rejects",
                    "Have the export name the column otherwise");
        }
        if (!name.strip().equals(name)) {
            throw field.invalid(member, "'" + name + "' has blanks around it", "Write it without; headers are trimmed");
        }
        return name;
    }

    private static String constant(DocumentObject field) {
        var text = field.text("constant");
        if (text.isBlank()) {
            throw field.invalid("constant", "it is blank", "Write a value");
        }
        return text.strip();
    }

    private ValueRule rule(DocumentObject field, AdditionalField.Type type) {
        return switch (type) {
            case TEXT -> text(field);
            case DATE -> date(field);
            case NUMBER -> number(field);
            case BOOLEAN -> flag(field);
        };
    }

    private ValueRule text(DocumentObject field) {
        var letterCase = switch (field.word("case", "", "upper", "lower")) {
            case "upper" -> ValueRule.LetterCase.UPPER;
            case "lower" -> ValueRule.LetterCase.LOWER;
            default -> ValueRule.LetterCase.AS_IS;
        };
        if (!field.has("lookup")) {
            return new ValueRule.Text(letterCase, null, null);
        }
        var lookup = field.object("lookup").only("file", "key", "value", "table", "default");
        return new ValueRule.Text(
                letterCase, lookup(lookup), lookup.optionalText("default").orElse(null));
    }

    private LookupTable lookup(DocumentObject lookup) {
        if (lookup.has("file") == lookup.has("table")) {
            throw lookup.invalid("it needs either a file or a table", "Write \"file\": …, or \"table\": {…}");
        }
        if (lookup.has("file")) {
            return tables.read(lookup);
        }
        for (var name : List.of("key", "value")) {
            if (lookup.has(name)) {
                throw lookup.invalid(name, "it names a column of a file, and there is none", "Leave it out");
            }
        }
        var entries = lookup.object("table");
        if (entries.names().isEmpty()) {
            throw lookup.invalid("table", "it is empty", "Write {\"from\": \"to\", …}");
        }
        return new LookupTable("the mapping's table", entries.allTexts());
    }

    private static ValueRule date(DocumentObject field) {
        if (field.has("pattern")) {
            return new ValueRule.Date(DatePatterns.read(field));
        }
        for (var name : List.of("zone", "dayZone", "locale")) {
            if (field.has(name)) {
                throw field.invalid(
                        name, "without a pattern it says nothing: ISO dates stay as they are", "Add \"pattern\"");
            }
        }
        return new ValueRule.Date(null);
    }

    private static ValueRule number(DocumentObject field) {
        var decimal = field.character("decimal", '.');
        var thousands = field.character("thousands", AmountFormat.NONE);
        if (decimal != '.' && decimal != ',') {
            throw field.invalid("decimal", "'" + decimal + "' is no decimal separator", "Use \".\" or \",\"");
        }
        if (field.has("thousands") && ".,'\u2019 \u00a0\u202f_".indexOf(thousands) < 0) {
            throw field.invalid(
                    "thousands",
                    "'" + thousands + "' is no separator of thousands",
                    "Use one of . , ' _ or a blank (which stands for no-break spaces too)");
        }
        if (thousands == decimal) {
            throw field.invalid("thousands", "it is the decimal separator too", "They must differ");
        }
        var minus = switch (field.word("minus", "leading", "leading", "trailing", "parentheses")) {
            case "trailing" -> AmountFormat.Minus.TRAILING;
            case "parentheses" -> AmountFormat.Minus.PARENTHESES;
            default -> AmountFormat.Minus.LEADING;
        };
        var format = new AmountFormat(decimal, thousands == '\u00a0' || thousands == '\u202f' ? ' ' : thousands, minus);
        return new ValueRule.Number(
                format, field.optionalObject("sign").map(FieldReader::sign).orElse(null));
    }

    private static ValueRule.SignColumn sign(DocumentObject sign) {
        sign.only("column", "negative", "positive");
        var column = column(sign, "column", sign.text("column"));
        var negative = set(sign, "negative");
        var positive = set(sign, "positive");
        refuseBoth(sign, "negative", negative, positive);
        return new ValueRule.SignColumn(column, negative, positive);
    }

    private static ValueRule flag(DocumentObject field) {
        var trueValues = set(field, "true");
        var falseValues = set(field, "false");
        refuseBoth(field, "true", trueValues, falseValues);
        return new ValueRule.Flag(trueValues, falseValues);
    }

    private static Set<String> set(DocumentObject object, String name) {
        return new LinkedHashSet<>(object.textsOrEmpty(name));
    }

    private static void refuseBoth(DocumentObject object, String name, Set<String> some, Set<String> others) {
        var both = new HashSet<>(some);
        both.retainAll(others);
        if (!both.isEmpty()) {
            throw object.invalid(name, MappingErrors.quoted(both) + " would mean both", "Put it into one of the lists");
        }
    }
}
