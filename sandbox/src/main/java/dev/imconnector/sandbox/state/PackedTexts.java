package dev.imconnector.sandbox.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads texts from a row of bytes: each is its length (7 bits a byte, low first) and its UTF-8. */
final class PackedTexts {

    private static final int MORE = 0x80;

    private final byte[] bytes;
    private int next;

    PackedTexts(byte[] bytes, int from) {
        this.bytes = bytes;
        this.next = from;
    }

    String next() {
        var length = length();
        var text = new String(bytes, next, length, StandardCharsets.UTF_8);
        next += length;
        return text;
    }

    PackedTexts skip(int fields) {
        for (int i = 0; i < fields; i++) {
            // Not next += length(): Java reads the left side first, and length() moves it.
            var length = length();
            next += length;
        }
        return this;
    }

    private int length() {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            var part = bytes[next++];
            length |= (part & MORE - 1) << shift;
            if ((part & MORE) == 0) {
                return length;
            }
        }
    }

    /** Writes texts into a buffer of its own, which is used again after {@link #clear}. */
    static final class Writer {

        private byte[] buffer = new byte[1_024];
        private int size;

        Writer clear() {
            size = 0;
            return this;
        }

        Writer add(String text) {
            return add(text.getBytes(StandardCharsets.UTF_8));
        }

        Writer add(byte[] utf8) {
            var needed = size + 5 + utf8.length;
            if (needed > buffer.length) {
                buffer = Arrays.copyOf(buffer, needed * 2);
            }
            int length = utf8.length;
            for (; length >= MORE; length >>>= 7) {
                buffer[size++] = (byte) (length | MORE);
            }
            buffer[size++] = (byte) length;
            System.arraycopy(utf8, 0, buffer, size, utf8.length);
            size += utf8.length;
            return this;
        }

        byte[] buffer() {
            return buffer;
        }

        int size() {
            return size;
        }
    }
}
