package dev.imconnector.mapping;

import java.util.function.UnaryOperator;

/**
 * Remembers what the last texts were turned into, for exports repeat their dates from record to record. Bounded; for
 * use by one thread.
 */
final class RecentTexts {

    private static final int SIZE = 512;

    private final String[] keys = new String[SIZE];
    private final String[] values = new String[SIZE];
    private final UnaryOperator<String> work;

    /** @param work turns a text into another, or into null when it cannot be */
    RecentTexts(UnaryOperator<String> work) {
        this.work = work;
    }

    String get(String text) {
        var hash = text.hashCode();
        var at = (hash ^ hash >>> 16) & SIZE - 1;
        if (text.equals(keys[at])) {
            return values[at];
        }
        var result = work.apply(text);
        keys[at] = text;
        values[at] = result;
        return result;
    }
}
