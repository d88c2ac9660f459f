package dev.imconnector.push;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of SHA-256: nobody can make two texts with the same, and that any two of a million have it by
 * chance has a probability below 2e-27. One object is filled again for each text; for use by one thread.
 */
final class Hash128 {

    private final MessageDigest digest;
    private final byte[] bytes = new byte[32];
    private long high;
    private long low;

    Hash128() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    void of(String text) {
        try {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.digest(bytes, 0, bytes.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        high = first8(bytes, 0);
        low = first8(bytes, 8);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    static long first8(byte[] bytes, int offset) {
        var result = 0L;
        for (int i = offset; i < offset + 8; i++) {
            result = result << 8 | bytes[i] & 0xff;
        }
        return result;
    }
}
