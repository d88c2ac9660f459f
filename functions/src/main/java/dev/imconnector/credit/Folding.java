package dev.imconnector.credit;

import java.text.Normalizer;

/**
 * Makes texts that look alike on a screen equal, for comparing them: headers, keys of tables, values that mean something,
 * dates. What is sent is never folded, for an id has to stay what the source system calls it.
 *
 * <ul>
 *   <li>composed and decomposed letters are the same (Unicode's normal form C)
 *   <li>blanks of every kind, tabs and line ends are one blank, and several in a row too; none stays around the text
 *   <li>hyphens, dashes and minus signs are one, and so are apostrophes
 *   <li>characters that cannot be seen (format characters such as U+200B and U+200E) are left out
 * </ul>
 *
 * Stateless.
 */
public final class Folding {

    private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d";
    private static final String APOSTROPHES = "\u2018\u2019\u02bc\u00b4";

    private Folding() {}

    /** The text to compare; null stays null. */
    public static String fold(String text) {
        return text == null || isPlain(text) ? text : folded(Normalizer.normalize(visible(text), Normalizer.Form.NFC));
    }

    /** Whether nothing is to be folded: printable ASCII with single blanks within. */
    private static boolean isPlain(String text) {
        var before = ' ';
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String visible(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(result::appendCodePoint);
        return result.toString();
    }

    private static String folded(String text) {
        var result = new StringBuilder(text.length());
        var blank = true;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (isBlank(c)) {
                if (!blank) {
                    result.append(' ');
                }
                blank = true;
                continue;
            }
            blank = false;
            result.append(HYPHENS.indexOf(c) >= 0 ? '-' : APOSTROPHES.indexOf(c) >= 0 ? '\'' : c);
        }
        var end = result.length();
        return blank && end > 0 ? result.substring(0, end - 1) : result.toString();
    }

    /** Marks of direction, joiners, tags: of any plane of Unicode. */
    static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u0085' || Character.isSpaceChar(c);
    }
}
