package dev.imconnector.hashing;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of SHA-256: nobody can make two texts with the same, and that any two of a million have it by
 * chance has a probability below 2e-27. One object is filled again for each text; for use by one thread.
 */
public final class Hash128 {

    private final MessageDigest digest;
    private final byte[] bytes = new byte[32];
    private long high;
    private long low;

    public Hash128() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Takes the text, in UTF-8. */
    public void of(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        of(encoded, 0, encoded.length);
    }

    /** Takes bytes, from (inclusive) and to (exclusive). */
    public void of(byte[] content, int from, int to) {
        try {
            digest.update(content, from, to - from);
            digest.digest(bytes, 0, bytes.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
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
