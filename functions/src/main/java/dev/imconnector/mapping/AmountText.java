package dev.imconnector.mapping;

import dev.imconnector.mapping.AmountFormat.Minus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a number as exports write it into a cell: signs and blanks of every kind, zeros in front, a point without a digit
 * before or behind it, and as the mapping says so an exponent or a currency beside the number. Its digits stay as they
 * were found. Immutable.
 *
 * @param formats the ways in which the number may be written; the first that fits counts
 * @param exponent whether {@code 1.25E7} is a number
 * @param marks the currencies that may stand beside the number, or empty when none may
 */
record AmountText(List<AmountFormat> formats, boolean exponent, Optional<CurrencyMarks> marks) {

    private static final Pattern EXPONENT = Pattern.compile("(.*[0-9.,])[eE]([+-]?[0-9]{1,3})");
    private static final int MOST_DIGITS = 255;
    private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d";

    /** @param anyMinus whether a negative number may have its mark before it, behind it or around it */
    static AmountText of(AmountFormat format, boolean anyMinus, boolean exponent, Optional<CurrencyMarks> marks) {
        var formats = new ArrayList<AmountFormat>();
        formats.add(format);
        if (anyMinus) {
            for (var minus : Minus.values()) {
                formats.add(new AmountFormat(format.decimal(), format.thousands(), minus));
            }
        }
        return new AmountText(List.copyOf(formats), exponent, marks);
    }

    /** The number as digits with an optional minus and decimal point, or null when it does not have this form. */
    String plain(String text) {
        var found = formats.get(0).plain(text);
        if (found == null) {
            var number = marks.isPresent() ? marks.get().numberIn(text) : text;
            found = number == null ? null : anyPlain(cleaned(number));
        }
        return found == null ? null : withoutZeros(found);
    }

    private String anyPlain(String text) {
        for (var format : formats) {
            var found = format.plain(completed(text, format.decimal()));
            if (found == null && exponent) {
                found = scaled(text, format);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** One kind of minus, none of the characters that cannot be seen, no blank beside a sign or within brackets. */
    private static String cleaned(String text) {
        var result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.getType(c) != Character.FORMAT) {
                result.append(HYPHENS.indexOf(c) >= 0 ? '-' : c == '\uff0b' ? '+' : c);
            }
        }
        var clean = result.toString().replaceFirst("^([-+(])\\p{Z}+", "$1").replaceFirst("\\p{Z}+([-+)])$", "$1");
        return clean.startsWith("+") ? clean.substring(1) : clean;
    }

    /** With a zero before a decimal separator that begins the number, and without one that ends it. */
    private static String completed(String text, char decimal) {
        var begin = text.startsWith("-") || text.startsWith("(") ? 1 : 0;
        var end = text.endsWith("-") || text.endsWith(")") ? text.length() - 1 : text.length();
        if (end - begin < 2) {
            return text;
        }
        if (text.charAt(begin) == decimal) {
            return text.substring(0, begin) + '0' + text.substring(begin);
        }
        return text.charAt(end - 1) == decimal ? text.substring(0, end - 1) + text.substring(end) : text;
    }

    private static String scaled(String text, AmountFormat format) {
        var parts = EXPONENT.matcher(text);
        var mantissa = parts.matches() ? format.plain(completed(parts.group(1), format.decimal())) : null;
        if (mantissa == null) {
            return null;
        }
        var number = new BigDecimal(mantissa).scaleByPowerOfTen(Integer.parseInt(parts.group(2)));
        return Math.abs((long) number.scale()) > MOST_DIGITS ? null : number.toPlainString();
    }

    private static String withoutZeros(String plain) {
        var begin = plain.charAt(0) == '-' ? 1 : 0;
        var first = begin;
        while (first + 1 < plain.length() && plain.charAt(first) == '0' && plain.charAt(first + 1) != '.') {
            first++;
        }
        return first == begin ? plain : plain.substring(0, begin) + plain.substring(first);
    }

    /** Whether numbers are written as the connector's own rules want them, so that nothing needs to be done. */
    boolean mayBeAsItIs() {
        return formats.get(0).isPlain() && marks.isEmpty();
    }

    /** For reasons: what a number looks like. */
    String example() {
        return formats.get(0).example();
    }

    /** For reasons: what the mapping could say so that the text is a number; empty when nothing is known. */
    String hint(String text) {
        if (!exponent && EXPONENT.matcher(cleaned(text)).matches()) {
            return "; it has an exponent: write exponent: true in the mapping when the export writes exact numbers so"
                    + " (a spreadsheet has lost digits)";
        }
        if (marks.isEmpty() && CurrencyMarks.NONE.isBeside(text)) {
            return "; there is a currency beside it: write currency: true in the mapping";
        }
        var clean = cleaned(text);
        return clean.endsWith("-") || clean.startsWith("(") ? "; minus: any reads a sign in any place" : "";
    }
}
