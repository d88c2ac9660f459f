package dev.imconnector.mapping;

import dev.imconnector.credit.Blanks;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.Folding;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.CodePoints;
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
        String of(String text, String[] values, RawCredit raw);
    }

    private MappedValue(ColumnIndex header, FieldMapping field) {
        this.field = field;
        this.finder = finder(header, field.source());
        this.signColumn = field.rule() instanceof ValueRule.Number number && number.sign() != null
                ? header.of(number.sign().column())
                : -1;
        this.conversion = conversion(field.rule());
    }

    static MappedValue of(ColumnIndex header, FieldMapping field) {
        return new MappedValue(header, field);
    }

    String of(String[] values, RawCredit raw) {
        var text = finder.find(values, raw);
        return text == null ? null : conversion.of(text, values, raw);
    }

    boolean isBlank(String[] values, RawCredit raw) {
        return finder.find(values, raw) == null;
    }

    private static Finder finder(ColumnIndex header, ValueSource source) {
        if (source instanceof ValueSource.Column column) {
            var at = header.of(column.name());
            return (values, raw) -> trimmed(values, at);
        }
        if (source instanceof ValueSource.Joined joined) {
            var at = joined.columns().stream().mapToInt(header::of).toArray();
            return (values, raw) -> join(values, at, joined.separator());
        }
        if (source instanceof ValueSource.Constant constant) {
            return (values, raw) -> constant.value();
        }
        if (source instanceof ValueSource.OfAmount cell) {
            return currency(header, cell);
        }
        var form = new RecentTexts(new DateText(((ValueSource.FromDate) source).formatter()));
        return (values, raw) -> {
            var date = raw.value(CreditField.TRANSACTION_DATE);
            return date == null ? null : form.get(date);
        };
    }

    /** Beside the amount, else where it comes from otherwise; null when the two contradict each other. */
    private static Finder currency(ColumnIndex header, ValueSource.OfAmount cell) {
        var amount = finder(header, cell.amount());
        Finder otherwise = cell.otherwise() == null ? (values, raw) -> null : finder(header, cell.otherwise());
        var decides = !(cell.otherwise() instanceof ValueSource.Constant);
        return (values, raw) -> {
            var text = amount.find(values, raw);
            var found = text == null ? cell.marks().in("") : cell.marks().in(text);
            var other = otherwise.find(values, raw);
            if (found.unknown().isPresent()) {
                return null;
            }
            if (found.code().isEmpty()) {
                return other;
            }
            return decides && other != null && !other.equals(found.code().get())
                    ? null
                    : found.code().get();
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
                return (found, values, raw) -> found;
            }
            var recent = new RecentTexts(found -> text(found, text));
            return (found, values, raw) -> recent.get(found);
        }
        if (rule instanceof ValueRule.Date date) {
            if (date.format() == null) {
                return (found, values, raw) -> found;
            }
            var recent = new RecentTexts(date.format()::isoDate);
            return (found, values, raw) -> recent.get(found);
        }
        if (rule instanceof ValueRule.Number number) {
            return number.changesNothing()
                    // Most numbers are as they must be: those are not written anew.
                    ? (found, values, raw) -> CreditRules.isAmount(found) ? found : number(found, values, raw, number)
                    : (found, values, raw) -> number(found, values, raw, number);
        }
        var flag = (ValueRule.Flag) rule;
        return (found, values, raw) -> {
            var folded = Folding.fold(found);
            return flag.trueValues().contains(folded)
                    ? "true"
                    : flag.falseValues().contains(folded) ? "false" : null;
        };
    }

    private static String text(String found, ValueRule.Text rule) {
        var prepared = rule.prepared(found);
        if (rule.lookup() == null || prepared == null) {
            return prepared;
        }
        var hit = rule.lookup().get(prepared);
        return hit == null ? rule.otherwise() : hit;
    }

    private String number(String found, String[] values, RawCredit raw, ValueRule.Number rule) {
        var plain = signed(found, values, rule);
        if (plain == null || rule.scale().changesNothing()) {
            return plain;
        }
        var code = raw.value(CreditField.CURRENCY_CODE);
        return rule.scale().unit() == AmountScale.Unit.MAJOR || CreditRules.isCurrencyCode(code)
                ? rule.scale().apply(plain, code)
                : null;
    }

    private String signed(String found, String[] values, ValueRule.Number rule) {
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
        return sign == null ? "" : Folding.fold(sign);
    }

    /** Why there is no value; asked only when there is none. */
    Rejection fault(String[] values, RawCredit raw) {
        var text = finder.find(values, raw);
        return text == null ? missing(values) : unconverted(text, values);
    }

    private Rejection missing(String[] values) {
        if (field.source() instanceof ValueSource.OfAmount cell) {
            return currencyUnclear(cell);
        }
        if (field.source() instanceof ValueSource.FromDate) {
            return rejection("FIELD_MISSING", "is derived from the transactionDate, which is not a date");
        }
        if (field.source() instanceof ValueSource.Joined joined) {
            return rejection(
                    "FIELD_MISSING",
                    "is joined from " + MappingErrors.quoted(joined.columns()) + ", of which none may be blank");
        }
        var columns = field.source().columns().stream()
                .map(n -> "'" + ColumnIndex.shown(n) + "'")
                .collect(Collectors.joining(", "));
        return rejection("FIELD_MISSING", "is missing: the column " + columns + " is blank");
    }

    private Rejection unconverted(String text, String[] values) {
        var found = from() + shown(text);
        if (field.rule() instanceof ValueRule.Text rule) {
            var prepared = rule.prepared(text);
            return prepared == null
                    ? rejection("ID_INVALID", found + " is not an id of the form " + formsOf(rule))
                    : rejection("LOOKUP_MISS", from() + rule.lookup().miss(prepared));
        }
        if (field.rule() instanceof ValueRule.Date rule) {
            return rejection(
                    "DATE_INVALID",
                    found + " is not a date of the form " + rule.format().describe());
        }
        if (field.rule() instanceof ValueRule.Number rule) {
            return numberFault(rule, text, values);
        }
        var flag = (ValueRule.Flag) field.rule();
        return rejection(
                "FLAG_UNKNOWN",
                found + " is neither of " + MappingErrors.quoted(flag.trueValues()) + " nor of "
                        + MappingErrors.quoted(flag.falseValues()));
    }

    private Rejection numberFault(ValueRule.Number rule, String text, String[] values) {
        var plain = rule.format().plain(text);
        if (plain == null) {
            return rejection(
                    "AMOUNT_INVALID",
                    from() + shown(text) + " is not a number of the form "
                            + rule.format().example() + rule.format().hint(text));
        }
        return signed(text, values, rule) == null
                ? badSign(rule.sign(), sign(values), plain)
                : rejection("AMOUNT_INVALID", "cannot be scaled, because the currency that it is in is not known");
    }

    private static String formsOf(ValueRule.Text rule) {
        return rule.forms().stream().map(IdForm::word).collect(Collectors.joining(", "));
    }

    private Rejection currencyUnclear(ValueSource.OfAmount cell) {
        return rejection(
                "CURRENCY_UNCLEAR",
                "is not clear from the cell of the amount "
                        + MappingErrors.quoted(cell.amount().columns())
                        + ": it must hold one code of ISO 4217, or a sign or word that the mapping's currency table names,"
                        + " and none that contradicts the currency's own column");
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
        var names = columns.stream().map(ColumnIndex::shown).toList();
        return names.isEmpty() ? "" : "from " + MappingErrors.quoted(names) + ": ";
    }

    private static String shown(String value) {
        return "'" + CleanText.of(value, MAX_SHOWN) + "'" + CodePoints.of(value);
    }
}
