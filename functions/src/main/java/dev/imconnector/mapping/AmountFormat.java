package dev.imconnector.mapping;

/**
 * How an export writes numbers. What it makes of them has exactly the digits that were found. Immutable.
 *
 * @param decimal the decimal separator
 * @param thousands the separator of groups of three digits, or 0 when there is none; a blank stands for the no-break
 *     spaces too
 * @param minus where a negative number has its mark
 */
record AmountFormat(char decimal, char thousands, Minus minus) {

    static final char NONE = 0;

    /** Where a negative number has its mark. */
    enum Minus {
        LEADING,
        TRAILING,
        PARENTHESES
    }

    /** Whether numbers are written as the connector's own rules want them. */
    boolean isPlain() {
        return decimal == '.' && thousands == NONE && minus == Minus.LEADING;
    }

    /**
     * The number as digits with an optional leading minus and a decimal point, or null when it does not have this
     * form.
     */
    String plain(String text) {
        var start = 0;
        var end = text.length();
        var negative = false;
        switch (minus) {
            case LEADING -> {
                negative = end > 0 && text.charAt(0) == '-';
                start = negative ? 1 : 0;
            }
            case TRAILING -> {
                negative = end > 0 && text.charAt(end - 1) == '-';
                end -= negative ? 1 : 0;
            }
            case PARENTHESES -> {
                negative = end > 1 && text.charAt(0) == '(' && text.charAt(end - 1) == ')';
                start = negative ? 1 : 0;
                end -= start;
            }
        }
        return digits(text, start, end, negative);
    }

    private String digits(String text, int start, int end, boolean negative) {
        var result = new char[end - start + 1];
        var length = 0;
        if (negative) {
            result[length++] = '-';
        }
        var group = 0; // digits since the last separator of groups
        var grouped = false;
        var i = start;
        for (; i < end; i++) {
            var c = text.charAt(i);
            if (isDigit(c)) {
                result[length++] = c;
                group++;
            } else if (isThousands(c)) {
                if (group == 0 || group > 3 || (grouped && group != 3)) {
                    return null;
                }
                grouped = true;
                group = 0;
            } else {
                break;
            }
        }
        if (i == start || (grouped && group != 3)) {
            return null;
        }
        return i == end ? new String(result, 0, length) : fraction(text, i, end, result, length);
    }

    private String fraction(String text, int point, int end, char[] result, int begin) {
        if (text.charAt(point) != decimal || point + 1 == end) {
            return null;
        }
        var length = begin;
        result[length++] = '.';
        for (int i = point + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return null;
            }
            result[length++] = text.charAt(i);
        }
        return new String(result, 0, length);
    }

    private boolean isThousands(char c) {
        return thousands != NONE
                && (c == thousands || (thousands == ' ' && (c == '\u00a0' || c == '\u202f' || c == '\u2009')));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** For reasons: what a number looks like. */
    String example() {
        var group = thousands == NONE ? "" : String.valueOf(thousands);
        var digits = "1" + group + "234" + decimal + "50";
        return switch (minus) {
            case LEADING -> "-" + digits;
            case TRAILING -> digits + "-";
            case PARENTHESES -> "(" + digits + ")";
        };
    }
}
