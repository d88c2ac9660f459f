package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.Folding;
import dev.imconnector.problem.CodePoints;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the fields of a mapping. */
final class FieldReader {

    private static final String[] SOURCES = {"column", "occurrence", "columns", "separator", "constant"};
    private static final String[] OF_TEXT = {"fromDate", "case", "normalize", "zeroPad", "lookup"};
    private static final String[] OF_CURRENCY = {"fromAmount"};
    private static final String[] OF_DATE = {"pattern", "zone", "dayZone", "locale"};
    private static final String[] OF_NUMBER = {"decimal", "thousands", "minus", "exponent", "factor", "sign"};
    private static final String[] OF_AMOUNT = {"currency", "scale"};
    private static final String[] OF_FLAG = {"true", "false"};
    private static final String[] OF_ADDITIONAL = {"type", "required"};
    private static final String[] OF_ADDITIONAL_NUMBER = {"unit"};

    /** The columns of a file of rejects that the export does not have. */
    private static final Set<String> OURS = Set.of("_file", "_line", "_sourceRef", "_code", "_reason", "_reverses");

    private final MappingReader.Tables tables;

    FieldReader(MappingReader.Tables tables) {
        this.tables = tables;
    }

    FieldMapping read(String name, DocumentObject field, AdditionalField.Type type) {
        field.only(all(SOURCES, options(type), ofItsOwn(name)));
        return new FieldMapping(name, source(field), rule(field, type));
    }

    private static String[] ofItsOwn(String name) {
        return name.equals(CreditField.AMOUNT.fieldName())
                ? OF_AMOUNT
                : name.equals(CreditField.CURRENCY_CODE.fieldName()) ? OF_CURRENCY : new String[0];
    }

    FieldMapping readAdditional(String name, DocumentObject field, AdditionalField.Type type) {
        field.only(all(
                SOURCES,
                options(type),
                OF_ADDITIONAL,
                type == AdditionalField.Type.NUMBER ? OF_ADDITIONAL_NUMBER : new String[0]));
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
        for (var name : List.of("column", "columns", "constant", "fromDate", "fromAmount")) {
            if (field.has(name)) {
                given.add(name);
            }
        }
        if (given.size() != 1) {
            throw field.invalid(
                    given.isEmpty() ? "it has no source" : "it has more than one source: " + String.join(", ", given),
                    "Give it one of column, columns, constant, or (for strings) fromDate, or (the currency) fromAmount");
        }
        if (field.has("separator") && !given.contains("columns")) {
            throw field.invalid("separator", "it only applies to several columns", "Leave it out, or use \"columns\"");
        }
        if (field.has("occurrence") && !given.contains("column")) {
            throw field.invalid("occurrence", "it only applies to a column", "Leave it out");
        }
        return switch (given.get(0)) {
            case "column" ->
                new ValueSource.Column(ColumnIndex.nth(
                        column(field, "column", field.text("column")), field.wholeNumber("occurrence", 1, 1_000, 0)));
            case "fromAmount" -> fromAmount(field);
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

    private static ValueSource fromAmount(DocumentObject field) {
        if (!field.flag("fromAmount", false)) {
            throw field.invalid("fromAmount", "false has no effect", "Write true, or use column or constant");
        }
        return new ValueSource.OfAmount(new ValueSource.Constant(""), CurrencyMarks.NONE, null);
    }

    static String column(DocumentObject field, String member, String name) {
        if (OURS.contains(name) || name.indexOf('\0') >= 0) {
            throw field.invalid(
                    member,
                    "'" + name + "' is a column that the connector adds to rejects",
                    "Rename the column in the export");
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
        var forms = field.has("normalize") ? forms(field) : List.<IdForm>of();
        var zeroPad = field.wholeNumber("zeroPad", 1, 50, 0);
        if (!field.has("lookup")) {
            return new ValueRule.Text(letterCase, null, null, forms, zeroPad);
        }
        var lookup = field.object("lookup").only("file", "key", "value", "table", "default");
        return new ValueRule.Text(
                letterCase, lookup(lookup), lookup.optionalText("default").orElse(null), forms, zeroPad);
    }

    private static List<IdForm> forms(DocumentObject field) {
        return field.oneOrMore("normalize").stream()
                .map(word -> IdForm.named(word)
                        .orElseThrow(() -> field.invalid(
                                "normalize",
                                "'" + word + "' is not known here",
                                "Use some of " + String.join(", ", IdForm.words()))))
                .toList();
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
        return new LookupTable("the mapping's table", folded(entries));
    }

    private static Map<String, String> folded(DocumentObject table) {
        var result = new LinkedHashMap<String, String>();
        table.allTexts().forEach((key, value) -> {
            var before = result.put(Folding.fold(key), value);
            if (before != null && !before.equals(value)) {
                throw table.invalid(
                        key,
                        "'" + key + "'" + CodePoints.of(key) + " looks like another key that has another value",
                        "Keep one of them");
            }
        });
        return result;
    }

    private static ValueRule date(DocumentObject field) {
        if (field.has("pattern")) {
            return new ValueRule.Date(DatePatterns.read(field));
        }
        for (var name : List.of("zone", "dayZone", "locale")) {
            if (field.has(name)) {
                throw field.invalid(
                        name, "without a pattern it has no effect: ISO dates stay as they are", "Add \"pattern\"");
            }
        }
        return new ValueRule.Date(null);
    }

    private static ValueRule number(DocumentObject field) {
        var decimal = field.character("decimal", '.');
        var thousands = field.character("thousands", AmountFormat.NONE);
        if (decimal != '.' && decimal != ',') {
            throw field.invalid("decimal", "'" + decimal + "' is not a decimal separator", "Use \".\" or \",\"");
        }
        if (field.has("thousands") && ".,'\u2019 \u00a0\u202f_".indexOf(thousands) < 0) {
            throw field.invalid(
                    "thousands",
                    "'" + thousands + "' is not a separator of thousands",
                    "Use one of . , ' _ or a blank (which stands for no-break spaces too)");
        }
        if (thousands == decimal) {
            throw field.invalid("thousands", "it is the decimal separator too", "They must differ");
        }
        var minus = switch (field.word("minus", "leading", "leading", "trailing", "parentheses", "any")) {
            case "trailing" -> AmountFormat.Minus.TRAILING;
            case "parentheses" -> AmountFormat.Minus.PARENTHESES;
            default -> AmountFormat.Minus.LEADING;
        };
        var format = new AmountFormat(decimal, thousands == '\u00a0' || thousands == '\u202f' ? ' ' : thousands, minus);
        var anyMinus = field.has("minus") && field.text("minus").equals("any");
        return new ValueRule.Number(
                AmountText.of(format, anyMinus, field.flag("exponent", false), marks(field)),
                field.optionalObject("sign").map(FieldReader::sign).orElse(null),
                scale(field));
    }

    /** {@code true}, or a table of signs and words. */
    private static Optional<CurrencyMarks> marks(DocumentObject field) {
        if (!field.has("currency")) {
            return Optional.empty();
        }
        if (!field.isObject("currency")) {
            return field.flag("currency", false) ? Optional.of(CurrencyMarks.NONE) : Optional.empty();
        }
        var table = field.object("currency");
        if (table.names().isEmpty()) {
            throw field.invalid("currency", "the table is empty", "Write true, or {\"$\": USD, …}");
        }
        folded(table).forEach((mark, code) -> {
            if (!CreditRules.isCurrencyCode(code)) {
                throw field.invalid("currency", "'" + code + "' is not an ISO 4217 code", "As in {\"$\": USD}");
            }
        });
        return Optional.of(new CurrencyMarks(folded(table)));
    }

    private static AmountScale scale(DocumentObject field) {
        var unit = switch (field.word("scale", "", "minor", "sap")) {
            case "minor" -> AmountScale.Unit.MINOR;
            case "sap" -> AmountScale.Unit.SAP;
            default -> AmountScale.Unit.MAJOR;
        };
        return new AmountScale(unit, field.has("factor") ? field.positive("factor") : BigDecimal.ONE);
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

    static Set<String> set(DocumentObject object, String name) {
        return object.textsOrEmpty(name).stream()
                .map(Folding::fold)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void refuseBoth(DocumentObject object, String name, Set<String> some, Set<String> others) {
        var both = new HashSet<>(some);
        both.retainAll(others);
        if (!both.isEmpty()) {
            throw object.invalid(name, MappingErrors.quoted(both) + " would mean both", "Put it into one of the lists");
        }
    }
}
