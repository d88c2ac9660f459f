package dev.imconnector.hashing;

import java.nio.charset.StandardCharsets;

/**
 * The first 128 bits of SHA-256: nobody can make two texts with the same, and that any two of a million have it by
 * chance has a probability below 2e-27. One object is filled again for each text; for use by one thread.
 */
public final class Hash128 {

    private final Sha256 sha256 = new Sha256();
    private final byte[] bytes = new byte[Sha256.BYTES];
    private long high;
    private long low;

    /** Takes the text, in UTF-8. */
    public void of(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        of(encoded, 0, encoded.length);
    }

    /** Takes bytes, from (inclusive) and to (exclusive). */
    public void of(byte[] content, int from, int to) {
        sha256.update(content, from, to - from);
        sha256.into(bytes);
        high = first8(bytes, 0);
        low = first8(bytes, 8);
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Eight bytes as a number, the most significant first. */
    public static long first8(byte[] bytes, int offset) {
        var result = 0L;
        for (int i = offset; i < offset + 8; i++) {
            result = result << 8 | bytes[i] & 0xff;
        }
        return result;
    }
}
