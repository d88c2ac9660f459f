package dev.imconnector.mapping;

import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.Folding;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The currency that stands in a cell beside the number: an ISO 4217 code, the euro's sign, or what the mapping names. A
 * dollar's sign is many currencies' and means none by itself. Immutable.
 *
 * @param named the codes of further signs and words
 */
record CurrencyMarks(Map<String, String> named) {

    /** With no signs of its own. */
    static final CurrencyMarks NONE = new CurrencyMarks(Map.of());

    private static final String SIGN = "[-+(\u2212\u2010-\u2014]?";
    private static final String MARK = "[\\p{L}\\p{Sc}][\\p{L}\\p{Sc}.]*";
    private static final String NUMBER = "[0-9.,](?:[0-9.,'\u2019_\\p{Z}]*[0-9.,])?(?:[eE][-+]?[0-9]+)?";
    private static final Pattern CELL = Pattern.compile("(" + SIGN + ")\\p{Z}*(" + MARK + ")?\\p{Z}*(" + SIGN
            + ")\\p{Z}*(" + NUMBER + ")\\p{Z}*([-)\u2212]?)\\p{Z}*(" + MARK + ")?\\p{Z}*([-)\u2212]?)");

    CurrencyMarks {
        named = Map.copyOf(named);
    }

    /** What is found in a cell: the code, or that there is none, or a mark whose meaning is not known. */
    record Found(Optional<String> code, Optional<String> unknown) {}

    /** The number without the mark, with its sign; null when the text is not of that form, or has two marks. */
    String numberIn(String text) {
        var cell = CELL.matcher(text);
        if (!cell.matches() || cell.group(2) != null && cell.group(6) != null) {
            return null;
        }
        return cell.group(1) + cell.group(3) + cell.group(4) + cell.group(5) + cell.group(7);
    }

    /** Whether the text is a number with one mark beside it. */
    boolean isBeside(String text) {
        var cell = CELL.matcher(text);
        return cell.matches() && (cell.group(2) == null) != (cell.group(6) == null);
    }

    /** The currency in the text. */
    Found in(String text) {
        var cell = CELL.matcher(text);
        var mark = cell.matches() ? mark(cell) : null;
        if (mark == null) {
            return new Found(Optional.empty(), Optional.empty());
        }
        var code = codeOf(mark);
        return new Found(code, code.isPresent() ? Optional.empty() : Optional.of(mark));
    }

    private static String mark(Matcher cell) {
        return cell.group(2) != null ? cell.group(2) : cell.group(6);
    }

    private Optional<String> codeOf(String mark) {
        var known = named.get(Folding.fold(mark));
        if (known != null) {
            return Optional.of(known);
        }
        if (mark.equals("\u20ac")) {
            return Optional.of("EUR");
        }
        return CreditRules.isCurrencyCode(mark) ? Optional.of(mark) : Optional.empty();
    }
}
