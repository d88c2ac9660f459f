package dev.imconnector.problem;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds a secret in texts that came back from a server, in whatever encoding, and masks it: what counts is
 * what a reader would get out of the text. Escapes of JSON, percent signs and entities are decoded, once more while there
 * are any; then only letters and digits count, in either case, so that it may be folded, cut, punctuated or tagged. Base64
 * and hexadecimal writings of it, with anything before and behind, are forms of their own, and so are lists of its characters'
 * codes in any base. A part of eight letters and digits gives it away, in hexadecimal its sixteen digits, because eight of those are
 * as well the number of an order, and ten codes. A list of numbers that is masked stays one, of zeros.
 *
 * <p>Immutable, but for a secret's parts in memory: keep it no longer than the secret.
 */
public final class Echo {

    private static final String MASK = "***";
    private static final String NUMBER_MASK = "0";
    private static final int PART = 8;

    /** So many of the secret's letters as numbers: eight do stand in a list of numbers below 128 by chance. */
    private static final int CODES = 10;

    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;
    private static final int FILTER_BITS = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String secret;
    private final int letters;
    private final int partLength;
    private final long[] parts;
    private final long[] hexadecimalParts;
    private final BitSet filter = new BitSet(1 << FILTER_BITS);

    private Echo(String secret) {
        this.secret = secret;
        this.letters = lettersOf(secret).length();
        this.partLength = Math.min(PART, letters);
        this.parts = partLength == 0 ? new long[0] : parts(secret);
        this.hexadecimalParts = partLength < PART
                ? new long[0]
                : sorted(partsOf(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
        LongStream.concat(LongStream.of(parts), LongStream.of(hexadecimalParts))
                .forEach(part -> filter.set(slot(part)));
    }

    public static Echo of(String secret) {
        return new Echo(secret);
    }

    /** Whether the text holds a telling part of the secret, in any writing. */
    public boolean isIn(String text) {
        return !secret.isEmpty() && text.contains(secret) || found(text).isPresent();
    }

    /** The text with a mask for each piece of the secret; the very text when there is none. */
    public String maskedIn(String text) {
        var plain = partLength < PART ? text.replace(secret, MASK) : text;
        return found(plain).map(pieces -> pieces.masked(plain)).orElse(plain);
    }

    /** The same for a body; the very array when there is none. */
    public byte[] maskedIn(byte[] utf8) {
        var text = new String(utf8, StandardCharsets.UTF_8);
        var masked = maskedIn(text);
        return masked.equals(text) ? utf8 : masked.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Pieces> found(String text) {
        if (parts.length == 0) {
            return Optional.empty();
        }
        var decoded = DecodedText.of(text);
        var pieces = new Pieces(new BitSet(), new BitSet());
        mark(decoded, 1, pieces.words());
        if (partLength == PART) {
            var windows = Math.min(CODES, letters) - PART + 1;
            CharacterCodes.eachReading(decoded, PART, read -> mark(read, windows, pieces.numbers()));
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces);
    }

    /** @param least how many parts one after the other are telling */
    private void mark(DecodedText decoded, int least, BitSet pieces) {
        var places = new int[decoded.length()];
        var window = 0L;
        var count = 0;
        var inARow = 0;
        var hexadecimal = 0;
        for (int i = 0; i < places.length; i++) {
            var letter = letter(decoded.at(i));
            if (letter == 0) {
                continue;
            }
            places[count++] = i;
            window = next(window, letter);
            if (count < partLength) {
                continue;
            }
            inARow = isAmong(parts, window) ? inARow + 1 : 0;
            if (inARow >= least) {
                decoded.mark(places[count - partLength - least + 1], i, pieces);
            }
            hexadecimal = isAmong(hexadecimalParts, window) ? hexadecimal + 1 : 0;
            if (hexadecimal > PART) {
                decoded.mark(places[count - PART - PART], i, pieces);
            }
        }
    }

    private boolean isAmong(long[] some, long window) {
        return filter.get(slot(window)) && Arrays.binarySearch(some, window) >= 0;
    }

    private long next(long window, int letter) {
        var shifted = window << Byte.SIZE | letter;
        return partLength == PART ? shifted : shifted & (1L << partLength * Byte.SIZE) - 1;
    }

    private static int slot(long part) {
        return (int) (part * SPREAD >>> Long.SIZE - FILTER_BITS);
    }

    /**
     * Where a text has pieces of the secret.
     *
     * @param numbers those that are the code of a character each
     */
    private record Pieces(BitSet words, BitSet numbers) {

        boolean isEmpty() {
            return words.isEmpty() && numbers.isEmpty();
        }

        /** In the place of a number is a number, because a list of them is JSON, and stays it. */
        String masked(String text) {
            var masked = new StringBuilder(text.length());
            var from = 0;
            for (int at = next(from); at >= 0; at = next(from)) {
                var isNumber = numbers.get(at) && !words.get(at);
                masked.append(text, from, at).append(isNumber ? NUMBER_MASK : MASK);
                from = (isNumber ? numbers : words).nextClearBit(at);
            }
            return masked.append(text, from, text.length()).toString();
        }

        private int next(int from) {
            var word = words.nextSetBit(from);
            var number = numbers.nextSetBit(from);
            return word < 0 || number >= 0 && number < word ? number : word;
        }
    }

    // ---- the secret's forms

    private long[] parts(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var all = partsOf(secret);
        if (bytes.length >= PART) {
            // Basic has the secret form-encoded before base64 (RFC 6749 section 2.3.1), or as it is.
            var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII);
            for (int before = 0; before < BASE64_BYTES; before++) {
                all = LongStream.concat(all, partsOf(base64(bytes, before)));
                all = LongStream.concat(all, partsOf(base64(encoded, before)));
            }
        }
        return sorted(all);
    }

    private static long[] sorted(LongStream parts) {
        return parts.sorted().distinct().toArray();
    }

    /** What of a base64 writing is the secret's alone, with so many bytes of something else before it, modulo 3. */
    private static String base64(byte[] secret, int before) {
        var bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        var first = before == 0 ? 0 : before + 1;
        var last = bytes.length / BASE64_BYTES * BASE64_CHARACTERS;
        return text.substring(Math.min(first, last), last);
    }

    private LongStream partsOf(String form) {
        var letters = lettersOf(form);
        var ends = LongStream.builder();
        var window = 0L;
        for (int i = 0; i < letters.length(); i++) {
            window = next(window, letters.charAt(i));
            if (i + 1 >= partLength) {
                ends.add(window);
            }
        }
        return ends.build();
    }

    private static String lettersOf(String text) {
        var letters = new StringBuilder(text.length());
        text.chars()
                .map(c -> letter((char) c))
                .filter(letter -> letter != 0)
                .forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }

    /** A letter or digit in one case, as a number from 1 to 255; 0 for any other character. */
    private static int letter(char c) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
            return c;
        }
        if (c >= 'A' && c <= 'Z') {
            return c + ('a' - 'A');
        }
        if (c < '\u0080' || !Character.isLetterOrDigit(c)) {
            return 0;
        }
        return 1 + Character.toLowerCase(c) % 255;
    }
}
