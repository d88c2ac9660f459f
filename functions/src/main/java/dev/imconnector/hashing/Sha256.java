package dev.imconnector.hashing;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes that come at once or one after the other. For use by one thread. */
public final class Sha256 {

    /** The bytes of a hash. */
    public static final int BYTES = 32;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The hash of a text in UTF-8, as 64 hexadecimal digits in small letters. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of bytes, as 64 hexadecimal digits in small letters. */
    public static String hex(byte[] content) {
        var hash = new Sha256();
        hash.update(content, 0, content.length);
        return hash.hex();
    }

    /** Takes further bytes. */
    public void update(byte[] content, int offset, int length) {
        digest.update(content, offset, length);
    }

    /** The hash of all bytes since the last one, as 64 hexadecimal digits in small letters. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Puts the hash of all bytes since the last one into an array, which makes no object.
     *
     * @param into at least {@value #BYTES} bytes, of which the first are written
     * @throws IllegalArgumentException when it is smaller
     */
    public void into(byte[] into) {
        try {
            digest.digest(into, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 has " + BYTES + " bytes", e);
        }
    }
}
