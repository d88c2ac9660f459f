package dev.imconnector.problem;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Map;

/**
 * A text as it is read after decoding, each character with the place that it has in the text as it was written. For use by
 * one thread.
 */
final class DecodedText {

    /** An escape of an escape of an escape: who writes more levels than that has nobody to read them. */
    private static final int MOST_LEVELS = 4;

    private static final int LONGEST_TAG = 100;
    private static final int LONGEST_ENTITY = 10;
    private static final int MOST_DIGITS = 6;
    private static final String TOKEN_MARKS = "+/=_-.~";

    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("plus", '+'),
            Map.entry("equals", '='),
            Map.entry("sol", '/'),
            Map.entry("lowbar", '_'),
            Map.entry("period", '.'),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'),
            Map.entry("colon", ':'),
            Map.entry("percnt", '%'),
            Map.entry("bsol", '\\'),
            Map.entry("num", '#'),
            Map.entry("semi", ';'),
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''));

    private char[] characters;
    private int[] starts;
    private int[] ends;
    private int length;

    private DecodedText(String text) {
        characters = text.toCharArray();
        length = characters.length;
    }

    /** Of characters that a reader has found by himself, with where each of them begins and ends in the text. */
    DecodedText(char[] characters, int[] starts, int[] ends) {
        this.characters = characters;
        this.starts = starts;
        this.ends = ends;
        this.length = characters.length;
    }

    static DecodedText of(String text) {
        var decoded = new DecodedText(text);
        for (int level = 0; level < MOST_LEVELS && decoded.mayHaveEscapes() && decoded.decodeOnce(); level++) {}
        return decoded;
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /**
     * Marks what is written for the letters, digits and marks of tokens from one character to another, and for the marks
     * right behind; quotes, commas and blanks between them keep the text's form.
     */
    void mark(int from, int to, BitSet written) {
        var end = to;
        while (end + 1 < length && TOKEN_MARKS.indexOf(characters[end + 1]) >= 0) {
            end++;
        }
        for (int i = from; i <= end; i++) {
            if (Character.isLetterOrDigit(characters[i]) || TOKEN_MARKS.indexOf(characters[i]) >= 0) {
                written.set(start(i), end(i));
            }
        }
    }

    /** Where that character begins in the text as it was written. */
    int start(int index) {
        return starts == null ? index : starts[index];
    }

    /** Where it ends there, exclusive. */
    int end(int index) {
        return ends == null ? index + 1 : ends[index];
    }

    private boolean mayHaveEscapes() {
        for (int i = 0; i < length; i++) {
            var c = characters[i];
            if (c == '\\' || c == '%' || c == '&' || c == '<' || c >= '\u0080') {
                return true;
            }
        }
        return false;
    }

    // ---- one level

    private int read;
    private int written;
    private boolean changed;

    private boolean decodeOnce() {
        var newStarts = new int[length];
        var newEnds = new int[length];
        changed = false;
        written = 0;
        for (read = 0; read < length; ) {
            var from = read;
            var c = next();
            if (c >= 0) {
                newStarts[written] = start(from);
                newEnds[written] = end(read - 1);
                characters[written++] = (char) c;
            }
        }
        starts = newStarts;
        ends = newEnds;
        length = written;
        return changed;
    }

    /** The character that is written from here on, or -1 for nothing. */
    private int next() {
        var c = characters[read];
        return switch (c) {
            case '\\' -> backslash();
            case '%' -> percent();
            case '&' -> entity();
            case '<' -> tag();
            default -> {
                read++;
                yield c < '\u0080' ? c : compatible(c);
            }
        };
    }

    private int taken(int count, int value) {
        read += count;
        changed = true;
        return value;
    }

    private int plain() {
        return characters[read++];
    }

    private int backslash() {
        if (read + 1 >= length) {
            return plain();
        }
        var kind = characters[read + 1];
        if (kind == 'u' && number(read + 2, 4, 16) >= 0) {
            return taken(6, number(read + 2, 4, 16));
        }
        if (kind == 'U' && number(read + 2, 8, 16) > 0 && number(read + 2, 8, 16) <= Character.MAX_VALUE) {
            return taken(10, number(read + 2, 8, 16));
        }
        if ((kind == 'u' || kind == 'x') && inBraces(read + 2) > 0) {
            var end = braceAfter(read + 2);
            return taken(end + 1 - read, inBraces(read + 2));
        }
        if (kind == 'x' && number(read + 2, 2, 16) >= 0) {
            return taken(4, number(read + 2, 2, 16));
        }
        if (number(read + 1, 3, 8) >= 0) {
            return taken(4, number(read + 1, 3, 8) & 0xff);
        }
        return taken(2, "bfnrtv".indexOf(kind) >= 0 ? ' ' : kind);
    }

    /** The number between braces, behind the letter of an escape; 0 when it is not one. */
    private int inBraces(int from) {
        var end = braceAfter(from);
        if (end < 0) {
            return 0;
        }
        var value = number(from + 1, end - from - 1, 16);
        return value <= Character.MAX_VALUE ? Math.max(0, value) : 0;
    }

    private int braceAfter(int from) {
        if (from >= length || characters[from] != '{') {
            return -1;
        }
        var end = from + 1;
        while (end < length && end - from <= MOST_DIGITS && characters[end] != '}') {
            end++;
        }
        return end < length && characters[end] == '}' && end > from + 1 ? end : -1;
    }

    private int percent() {
        if (read + 1 < length && characters[read + 1] == 'u' && number(read + 2, 4, 16) >= 0) {
            return taken(6, number(read + 2, 4, 16));
        }
        return number(read + 1, 2, 16) >= 0 ? taken(3, number(read + 1, 2, 16)) : plain();
    }

    private int entity() {
        var end = read + 1;
        while (end < length && end - read <= LONGEST_ENTITY && isEntity(characters[end])) {
            end++;
        }
        var name = new String(characters, read + 1, end - read - 1);
        var value = name.startsWith("#") ? code(name.substring(1)) : ENTITIES.getOrDefault(name, '\0');
        if (value == 0) {
            return plain();
        }
        var semicolon = end < length && characters[end] == ';' ? 1 : 0;
        return taken(end - read + semicolon, value);
    }

    private static boolean isEntity(char c) {
        return c == '#' || c < '\u0080' && Character.isLetterOrDigit(c);
    }

    private static int code(String digits) {
        var hex = digits.startsWith("x") || digits.startsWith("X");
        try {
            var code = Integer.parseInt(hex ? digits.substring(1) : digits, hex ? 16 : 10);
            return code > 0 && code <= Character.MAX_VALUE ? code : 0;
        } catch (NumberFormatException e) {
            return 0; // no entity: what stands there stands for itself
        }
    }

    private int tag() {
        var end = read + 1;
        while (end < length && end - read < LONGEST_TAG && characters[end] != '>' && characters[end] != '<') {
            end++;
        }
        var isTag = end < length && characters[end] == '>' && end > read + 1;
        return isTag ? taken(end - read + 1, -1) : plain();
    }

    /** Full-width and other letters that are read as plain ones. */
    private static char compatible(char c) {
        if (Character.isSurrogate(c)) {
            return c;
        }
        var plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return plain.isEmpty() ? c : plain.charAt(0);
    }

    private int number(int from, int digits, int radix) {
        if (from + digits > length) {
            return -1;
        }
        var value = 0;
        for (int i = from; i < from + digits; i++) {
            var digit = characters[i] < '\u0080' ? Character.digit(characters[i], radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
