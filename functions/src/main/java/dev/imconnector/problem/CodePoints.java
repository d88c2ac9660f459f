package dev.imconnector.problem;

import java.util.LinkedHashSet;
import java.util.stream.Collectors;

/**
 * Names characters by their numbers where the eye would see no difference: blanks that are none of ASCII, what cannot be
 * seen, hyphens and signs, accents that stand by themselves, and letters of another script among Latin ones. Stateless.
 */
public final class CodePoints {

    private static final int MOST_NAMED = 5;

    private CodePoints() {}

    /** As in {@code " (with U+202F)"}, or an empty text when the text holds nothing of the kind. */
    public static String of(String text) {
        if (text == null) {
            return "";
        }
        var mixed = text.codePoints().anyMatch(CodePoints::isLatin);
        var named = text.codePoints()
                .filter(c -> isTold(c, mixed))
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (named.isEmpty()) {
            return "";
        }
        return named.stream()
                .limit(MOST_NAMED)
                .map(c -> String.format("U+%04X", c))
                .collect(Collectors.joining(", ", " (with ", named.size() > MOST_NAMED ? ", …)" : ")"));
    }

    private static boolean isTold(int c, boolean mixed) {
        if (c < 0x80) {
            return c < ' ' || c == 0x7f;
        }
        return Character.isLetter(c) ? mixed && !isLatin(c) : Character.getType(c) != Character.CURRENCY_SYMBOL;
    }

    private static boolean isLatin(int c) {
        return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }
}
