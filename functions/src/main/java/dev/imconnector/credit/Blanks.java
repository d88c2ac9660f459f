package dev.imconnector.credit;

/** The blanks around a value: spaces of every kind (the no-break space of spreadsheets too), tabs, line breaks. */
public final class Blanks {

    private Blanks() {}

    /** The text without the blanks around it; null stays null. */
    public static String trim(String text) {
        if (text == null) {
            return null;
        }
        var start = 0;
        var end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        if (c > ' ' && c < '\u00a0') {
            return false;
        }
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c >= '\u00a0' && Character.isSpaceChar(c));
    }
}
