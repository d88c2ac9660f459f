package dev.imconnector.sandbox.http;

import java.util.regex.Pattern;

/** Text that may hold what somebody sent, made fit for an answer and a terminal. */
public final class OneLine {

    private static final int MOST_CHARACTERS = 1_000;
    private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+");

    private OneLine() {}

    /** Blanks, control and format characters and halves of surrogate pairs become one blank; cut at 1,000 characters. */
    public static String of(String text) {
        var line = INVISIBLE.matcher(text).replaceAll(" ").strip();
        return line.length() <= MOST_CHARACTERS ? line : cut(line);
    }

    private static String cut(String line) {
        var end = MOST_CHARACTERS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }
}
