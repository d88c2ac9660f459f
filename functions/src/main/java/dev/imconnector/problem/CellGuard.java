package dev.imconnector.problem;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from running a text as a formula: they do so with cells that begin with {@code = + - @}, whatever a
 * file's author meant by it (CWE-1236; OWASP, "CSV Injection"). An apostrophe before such a text makes it a text; numbers,
 * negative ones too, stay as they are. {@link #takenOff} gives back exactly what {@link #putOn} was given.
 */
public final class CellGuard {

    private static final char APOSTROPHE = '\'';

    /**
     * What begins with a sign, of full width too, behind blanks and apostrophes (one of them may be ours), and what begins
     * with a tab or a line end.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "'*[\\t\\r\\n].*|['\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+@\\-\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212].*", Pattern.DOTALL);

    /** A number in anybody's writing: there is no letter and no second sign with which it could do anything. */
    private static final Pattern NUMBER =
            Pattern.compile("[+\\-\\u2212]?[0-9.,](?:[0-9.,'\\u2019\\u00A0\\u202F]*[0-9.,])?");

    private CellGuard() {}

    /** The text, with an apostrophe before it when a spreadsheet could run it. */
    public static String putOn(String text) {
        return isFormula(text) ? APOSTROPHE + text : text;
    }

    /** The text as it was before {@link #putOn}; a text that somebody wrote into its place stays what it is. */
    public static String takenOff(String text) {
        var isGuarded = !text.isEmpty() && text.charAt(0) == APOSTROPHE && isFormula(text);
        return isGuarded ? text.substring(1) : text;
    }

    private static boolean isFormula(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    }
}
