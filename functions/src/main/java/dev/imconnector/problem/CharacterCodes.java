package dev.imconnector.problem;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What the numbers in a text are when each is read as the code of a character: a program that shows bytes writes
 * {@code [101, 121, 74]}, {@code 0x65 0x79 0x4a}, or {@code {"0":101,"1":121}} with their places. Numbers are read in each
 * usual base, all of them and, because a place or a fraction may stand beside each, every second and every third one.
 */
final class CharacterCodes {

    private static final int[] BASES = {10, 16, 8, 2};
    private static final int MOST_STEPS = 3;
    private static final int MOST_DIGITS = 8;
    private static final int BEYOND_ASCII = 0x80;

    /** Stands where there is no code; ends each part of a secret, as the letter of no secret that is visible ASCII. */
    private static final char NONE = '\u00ff';

    private final DecodedText text;

    /** Where each word begins and ends, in turns. */
    private int[] words = new int[64];

    private int count;

    private CharacterCodes(DecodedText text) {
        this.text = text;
    }

    /** @param fewest numbers one after the other that are worth a look */
    static void eachReading(DecodedText text, int fewest, Consumer<DecodedText> reader) {
        var codes = new CharacterCodes(text);
        if (!codes.hasNumbers(fewest)) {
            return;
        }
        for (int base : BASES) {
            for (int step = 1; step <= MOST_STEPS; step++) {
                for (int first = 0; first < step; first++) {
                    reader.accept(codes.read(base, first, step));
                }
            }
        }
    }

    /** Finds the words, and whether so many of them in a row begin with a digit, those between them left out. */
    private boolean hasNumbers(int fewest) {
        var inARow = 0;
        var most = 0;
        var others = 0;
        for (int at = 0; at < text.length(); at++) {
            if (!isWord(text.at(at))) {
                continue;
            }
            var from = at;
            while (at + 1 < text.length() && isWord(text.at(at + 1))) {
                at++;
            }
            add(from, at + 1);
            if (text.at(from) <= '9' && at - from < MOST_DIGITS + 2) {
                inARow++;
                others = 0;
            } else if (++others >= MOST_STEPS) {
                inARow = 0;
            }
            most = Math.max(most, inARow);
        }
        return most >= fewest;
    }

    private void add(int from, int to) {
        if (2 * count == words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        words[2 * count] = from;
        words[2 * count + 1] = to;
        count++;
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private DecodedText read(int base, int first, int step) {
        var size = first < count ? (count - first - 1) / step + 1 : 0;
        var characters = new char[size];
        var starts = new int[size];
        var ends = new int[size];
        for (int i = 0; i < size; i++) {
            var word = 2 * (first + i * step);
            characters[i] = code(words[word], words[word + 1], base);
            starts[i] = text.start(words[word]);
            ends[i] = text.end(words[word + 1] - 1);
        }
        return new DecodedText(characters, starts, ends);
    }

    private char code(int from, int to, int base) {
        var prefixed = base != 10 && to - from > 2 && text.at(from) == '0' && (text.at(from + 1) | ' ') == prefix(base);
        var digits = prefixed ? from + 2 : from;
        if (to - digits > MOST_DIGITS) {
            return NONE;
        }
        var code = 0;
        for (int i = digits; i < to; i++) {
            var digit = Character.digit(text.at(i), base);
            if (digit < 0) {
                return NONE;
            }
            code = code * base + digit;
        }
        return code < BEYOND_ASCII ? (char) code : NONE;
    }

    private static char prefix(int base) {
        return switch (base) {
            case 16 -> 'x';
            case 8 -> 'o';
            default -> 'b';
        };
    }
}
