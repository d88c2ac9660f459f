package dev.imconnector.mapping;

import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.CleanText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The value of one field in a record: found, then converted. Two halves: {@link #of} is quick and gives null when there
 * is no value; {@link #fault} then says why. For use by one thread.
 */
final class MappedValue {

    private static final int MAX_SHOWN = 60;

    private final FieldMapping field;
    private final Finder finder;
    private final Conversion conversion;
    private final int signColumn;

    /** Finds the text, without the blanks around it; null when it is blank. */
    @FunctionalInterface
    private interface Finder {
        String find(String[] values, RawCredit raw);
    }

    /** Makes the value of the text; null when it cannot. */
    @FunctionalInterface
    private interface Conversion {
        String of(String text, String[] values);
    }

    private MappedValue(List<String> header, FieldMapping field) {
        this.field = field;
        this.finder = finder(header, field.source());
        this.signColumn = field.rule() instanceof ValueRule.Number number && number.sign() != null
                ? header.indexOf(number.sign().column())
                : -1;
        this.conversion = conversion(field.rule());
    }

    static MappedValue of(List<String> header, FieldMapping field) {
        return new MappedValue(header, field);
    }

    String of(String[] values, RawCredit raw) {
        var text = finder.find(values, raw);
        return text == null ? null : conversion.of(text, values);
    }

    boolean isBlank(String[] values, RawCredit raw) {
        return finder.find(values, raw) == null;
    }

    private static Finder finder(List<String> header, ValueSource source) {
        if (source instanceof ValueSource.Column column) {
            var at = header.indexOf(column.name());
            return (values, raw) -> trimmed(values, at);
        }
        if (source instanceof ValueSource.Joined joined) {
            var at = joined.columns().stream().mapToInt(header::indexOf).toArray();
            return (values, raw) -> join(values, at, joined.separator());
        }
        if (source instanceof ValueSource.Constant constant) {
            return (values, raw) -> constant.value();
        }
        var form = new RecentTexts(new DateText(((ValueSource.FromDate) source).formatter()));
        return (values, raw) -> {
            var date = raw.value(CreditField.TRANSACTION_DATE);
            return date == null ? null : form.get(date);
        };
    }

    private static String join(String[] values, int[] columns, String separator) {
        var result = trimmed(values, columns[0]);
        for (int i = 1; i < columns.length && result != null; i++) {
            var part = trimmed(values, columns[i]);
            result = part == null ? null : result.concat(separator).concat(part);
        }
        return result;
    }

    static String trimmed(String[] values, int column) {
        if (column >= values.length) {
            return null;
        }
        var text = Blanks.trim(values[column]);
        return text == null || text.isEmpty() ? null : text;
    }

    private Conversion conversion(ValueRule rule) {
        if (rule instanceof ValueRule.Text text) {
            if (text.changesNothing()) {
                return (found, values) -> found;
            }
            var recent = new RecentTexts(found -> text(found, text));
            return (found, values) -> recent.get(found);
        }
        if (rule instanceof ValueRule.Date date) {
            if (date.format() == null) {
                return (found, values) -> found;
            }
            var recent = new RecentTexts(date.format()::isoDate);
            return (found, values) -> recent.get(found);
        }
        if (rule instanceof ValueRule.Number number) {
            return number.sign() == null && number.format().isPlain()
                    ? (found, values) -> found
                    : (found, values) -> number(found, values, number);
        }
        var flag = (ValueRule.Flag) rule;
        return (found, values) ->
                flag.trueValues().contains(found) ? "true" : flag.falseValues().contains(found) ? "false" : null;
    }

    private static String text(String found, ValueRule.Text rule) {
        var cased = cased(found, rule.letterCase());
        if (rule.lookup() == null) {
            return cased;
        }
        var hit = rule.lookup().get(cased);
        return hit == null ? rule.otherwise() : hit;
    }

    private static String cased(String text, ValueRule.LetterCase letterCase) {
        return switch (letterCase) {
            case AS_IS -> text;
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
        };
    }

    private String number(String found, String[] values, ValueRule.Number rule) {
        var plain = rule.format().plain(found);
        if (plain == null || rule.sign() == null) {
            return plain;
        }
        var sign = sign(values);
        if (rule.sign().positive().contains(sign)) {
            return plain;
        }
        return rule.sign().negative().contains(sign) && !plain.startsWith("-") ? "-" + plain : null;
    }

    private String sign(String[] values) {
        var sign = trimmed(values, signColumn);
        return sign == null ? "" : sign;
    }

    /** Why there is no value; asked only when there is none. */
    Rejection fault(String[] values, RawCredit raw) {
        var text = finder.find(values, raw);
        return text == null ? missing(values) : unconverted(text, values);
    }

    private Rejection missing(String[] values) {
        if (field.source() instanceof ValueSource.FromDate) {
            return rejection("FIELD_MISSING", "is made of the transactionDate, which is no date");
        }
        if (field.source() instanceof ValueSource.Joined joined) {
            return rejection(
                    "FIELD_MISSING",
                    "is joined of " + MappingErrors.quoted(joined.columns()) + ", which are not all there: "
                            + "none may be blank");
        }
        var columns = field.source().columns().stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return rejection("FIELD_MISSING", "is missing: the column " + columns + " is blank");
    }

    private Rejection unconverted(String text, String[] values) {
        var found = from() + shown(text);
        if (field.rule() instanceof ValueRule.Text rule) {
            return rejection("LOOKUP_MISS", from() + rule.lookup().miss(cased(text, rule.letterCase())));
        }
        if (field.rule() instanceof ValueRule.Date rule) {
            return rejection(
                    "DATE_INVALID",
                    found + " is no date of the form " + rule.format().describe());
        }
        if (field.rule() instanceof ValueRule.Number rule) {
            var plain = rule.format().plain(text);
            return plain == null
                    ? rejection(
                            "AMOUNT_INVALID",
                            found + " is no number of the form " + rule.format().example())
                    : badSign(rule.sign(), sign(values), plain);
        }
        var flag = (ValueRule.Flag) field.rule();
        return rejection(
                "FLAG_UNKNOWN",
                found + " is neither of " + MappingErrors.quoted(flag.trueValues()) + " nor of "
                        + MappingErrors.quoted(flag.falseValues()));
    }

    private Rejection badSign(ValueRule.SignColumn sign, String found, String plain) {
        var column = " by its sign column '" + sign.column() + "'";
        if (sign.negative().contains(found)) {
            return rejection("SIGN_UNCLEAR", "is negative" + column + " and itself (" + plain + ")");
        }
        return rejection(
                "SIGN_UNCLEAR",
                "has no sign" + column + ": " + shown(found) + " is neither of " + MappingErrors.quoted(sign.negative())
                        + " nor of " + MappingErrors.quoted(sign.positive()));
    }

    private Rejection rejection(String code, String what) {
        return new Rejection(code, field.field() + " " + what);
    }

    private String from() {
        var columns = field.source().columns();
        return columns.isEmpty() ? "" : "from " + MappingErrors.quoted(columns) + ": ";
    }

    private static String shown(String value) {
        return "'" + CleanText.of(value, MAX_SHOWN) + "'";
    }
}
