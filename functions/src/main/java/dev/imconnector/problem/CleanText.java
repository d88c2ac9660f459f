package dev.imconnector.problem;

/** Makes text from outside (an answer of IM, a file, an event) safe to show and to log. */
public final class CleanText {

    private CleanText() {}

    /**
     * Replaces control, format and unpaired surrogate characters by blanks, folds runs of blanks, and cuts the text.
     *
     * @param text any text, or null
     * @param maxLength the most characters to keep, at least 1; a cut text ends with an ellipsis
     * @return the cleaned text, never null, without leading or trailing blanks
     */
    public static String of(String text, int maxLength) {
        if (text == null) {
            return "";
        }
        var clean = new StringBuilder(Math.min(text.length(), maxLength) + 1);
        var blankIsDue = false;
        for (int i = 0; i < text.length() && clean.length() <= maxLength; ) {
            var codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isBlank(codePoint)) {
                blankIsDue = !clean.isEmpty();
            } else {
                if (blankIsDue) {
                    clean.append(' ');
                }
                clean.appendCodePoint(codePoint);
                blankIsDue = false;
            }
        }
        return clean.length() <= maxLength ? clean.toString() : cut(clean.toString(), maxLength);
    }

    private static String cut(String text, int maxLength) {
        var end = maxLength - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "\u2026";
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> true;
                    default -> false;
                };
    }
}
