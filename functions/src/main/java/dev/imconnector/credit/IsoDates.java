package dev.imconnector.credit;

/**
 * Recognises {@code yyyy-MM-dd}, and {@code yyyy-MM-ddTHH:mm[:ss[.fraction]]} followed by {@code Z} or {@code ±HH:mm}
 * (offsets up to 18 hours, as {@code java.time} has them), of a day that exists in the years 1 to 9999. By hand rather
 * than by {@code java.time}, which is ten times slower and answers by exceptions.
 */
final class IsoDates {

    private static final int DATE_LENGTH = 10;
    private static final int MAX_FRACTION = 9;

    private IsoDates() {}

    static boolean isDateOrOffsetDateTime(String text) {
        if (text.length() < DATE_LENGTH || !isDate(text)) {
            return false;
        }
        return text.length() == DATE_LENGTH || isOffset(text, endOfTime(text));
    }

    private static boolean isDate(String text) {
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        var century = twoDigits(text, 0);
        var ofCentury = twoDigits(text, 2);
        var month = twoDigits(text, 5);
        var day = twoDigits(text, 8);
        if (century < 0 || ofCentury < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        var year = century * 100 + ofCentury;
        return year > 0 && day <= daysOf(year, month);
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Where the time of day ends, or -1 when it is not valid. */
    private static int endOfTime(String text) {
        var end = DATE_LENGTH + 6;
        if (text.length() < end
                || text.charAt(DATE_LENGTH) != 'T'
                || !isUpTo(text, DATE_LENGTH + 1, 23)
                || text.charAt(DATE_LENGTH + 3) != ':'
                || !isUpTo(text, DATE_LENGTH + 4, 59)) {
            return -1;
        }
        if (text.length() == end || text.charAt(end) != ':') {
            return end;
        }
        if (!isUpTo(text, end + 1, 59)) {
            return -1;
        }
        return endOfFraction(text, end + 3);
    }

    private static int endOfFraction(String text, int start) {
        if (text.length() == start || text.charAt(start) != '.') {
            return start;
        }
        var end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        var digits = end - start - 1;
        return digits >= 1 && digits <= MAX_FRACTION ? end : -1;
    }

    private static boolean isOffset(String text, int start) {
        if (start < 0 || start >= text.length()) {
            return false;
        }
        var sign = text.charAt(start);
        if (sign == 'Z') {
            return text.length() == start + 1;
        }
        return (sign == '+' || sign == '-')
                && text.length() == start + 6
                && isUpTo(text, start + 1, 18)
                && text.charAt(start + 3) == ':'
                && isUpTo(text, start + 4, twoDigits(text, start + 1) == 18 ? 0 : 59);
    }

    private static boolean isUpTo(String text, int index, int max) {
        var value = twoDigits(text, index);
        return value >= 0 && value <= max;
    }

    /** The two digits there, or -1 when there are none. */
    private static int twoDigits(String text, int index) {
        if (index + 2 > text.length() || !isDigit(text.charAt(index)) || !isDigit(text.charAt(index + 1))) {
            return -1;
        }
        return (text.charAt(index) - '0') * 10 + text.charAt(index + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
