package dev.imconnector.im;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of text that is put together by hand where each credit passes: batches, receipts, content hashes. Made to be
 * filled again and again; for use by one thread.
 */
public final class Utf8Buffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private byte[] bytes;
    private int length;

    /** @param capacity how many bytes it holds before it grows */
    public Utf8Buffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Forgets what it holds. */
    public Utf8Buffer clear() {
        length = 0;
        return this;
    }

    /** Adds the text as it is. */
    public Utf8Buffer text(String text) {
        room(text.length());
        var at = length;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                return bytes(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[at++] = (byte) c;
        }
        length = at;
        return this;
    }

    /** Adds the text as a JSON string, in quotes. */
    public Utf8Buffer json(String text) {
        room(text.length() + 2);
        var at = length;
        bytes[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return quoted(text);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    private Utf8Buffer quoted(String text) {
        return add('"').bytes(ENCODER.quoteAsUTF8(text)).add('"');
    }

    /** Adds bytes. */
    public Utf8Buffer bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Adds bytes in lower-case hexadecimal digits. */
    public Utf8Buffer hex(byte[] more) {
        room(2 * more.length);
        for (var each : more) {
            bytes[length++] = HEX[each >> 4 & 0xf];
            bytes[length++] = HEX[each & 0xf];
        }
        return this;
    }

    /** Adds one ASCII character. */
    public Utf8Buffer add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** What it holds, from the start of an array that is overwritten the next time. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes it holds. */
    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
