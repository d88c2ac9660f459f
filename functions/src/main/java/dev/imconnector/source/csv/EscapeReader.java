package dev.imconnector.source.csv;

import dev.imconnector.mapping.CsvDialect;
import dev.imconnector.source.InputErrors;
import java.io.IOException;
import java.io.Reader;
import java.util.Objects;

/**
 * Reads text in which a character makes the next one an ordinary one, as Spark, MySQL, PostgreSQL and others write it, for a
 * parser that knows quotes only: what is escaped is handed out as a character that is none of Unicode, which
 * {@link #restored} turns back within the parsed value. Only delimiters, quotes, line ends and the escape itself can be
 * escaped; before any other character it is a character like others, except that without quoting {@code \n}, {@code \r}
 * and {@code \t} stand for what C means by them. For use by one thread.
 */
final class EscapeReader extends Reader {

    /** U+FDD0 to U+FDEF are for a program's own use and never part of a text. */
    private static final char FIRST = '\ufdd0';

    private static final char LAST = '\ufdef';
    private static final String LETTERS = "nrt";
    private static final String MEANT = "\n\r\t";

    private final Reader text;
    private final char escape;
    private final String escapable;
    private final boolean letters;
    private final InputErrors errors;
    private final char[] buffer = new char[8 * 1024];
    private int position;
    private int limit;
    private char pending;
    private boolean hasPending;

    EscapeReader(Reader text, CsvDialect dialect, InputErrors errors) {
        this.text = text;
        this.escape = dialect.escape();
        this.escapable = escapable(dialect);
        this.letters = dialect.quote() == CsvDialect.NONE;
        this.errors = errors;
    }

    private static String escapable(CsvDialect dialect) {
        return "" + dialect.escape() + dialect.delimiter() + dialect.quote() + MEANT;
    }

    /** The value with the escaped characters in their places. */
    static String restored(String value, CsvDialect dialect) {
        var all = escapable(dialect);
        StringBuilder result = null;
        for (int i = 0; i < value.length(); i++) {
            var at = value.charAt(i) - FIRST;
            if (at >= 0 && at < all.length()) {
                result = result == null ? new StringBuilder(value) : result;
                result.setCharAt(i, all.charAt(at));
            }
        }
        return result == null ? value : result.toString();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        var count = 0;
        while (count < length && (count == 0 || hasPending || position < limit)) {
            var c = next();
            if (c < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (char) c;
        }
        return count;
    }

    private int next() throws IOException {
        if (hasPending) {
            hasPending = false;
            return pending;
        }
        var c = nextOfText();
        if (c != escape) {
            return checked(c);
        }
        var escaped = nextOfText();
        return escaped < 0 ? escape : behindEscape((char) escaped);
    }

    private int nextOfText() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, text.read(buffer, 0, buffer.length));
        }
        return limit == 0 ? -1 : buffer[position++];
    }

    private int behindEscape(char c) {
        var at = escapable.indexOf(c);
        if (at < 0 && letters && LETTERS.indexOf(c) >= 0) {
            at = escapable.indexOf(MEANT.charAt(LETTERS.indexOf(c)));
        }
        if (at >= 0) {
            return FIRST + at;
        }
        pending = (char) checked(c);
        hasPending = true;
        return escape;
    }

    private int checked(int c) {
        if (c >= FIRST && c <= LAST) {
            throw errors.broken(1, String.format("it has the character U+%04X, which does not exist in Unicode", c));
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
