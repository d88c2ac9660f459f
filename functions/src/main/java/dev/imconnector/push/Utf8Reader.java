package dev.imconnector.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Decodes UTF-8 and refuses what is none, where the JDK's own readers put replacement characters in its place. Drops a
 * byte order mark, and ends with a line feed of its own, so that what was left open at the end can be told from what
 * was ended: {@link #isExhausted()} is true only once that line feed was read and still more was asked for.
 */
final class Utf8Reader extends Reader {

    private static final int BUFFER_SIZE = 32 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream bytes;
    private final InputErrors errors;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).flip();

    private boolean started;
    private boolean endOfBytes;
    private boolean ended;
    private boolean exhausted;
    private char last = '\n';
    private long lineFeeds;

    Utf8Reader(InputStream bytes, InputErrors errors) {
        this.bytes = bytes;
        this.errors = errors;
    }

    /** Whether the end was met, after the line feed that this reader adds. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Whether the last line has no line end of its own; known once the reader {@link #isAtEnd()}. */
    boolean isLastLineOpen() {
        return last != '\n' && last != '\r';
    }

    /** Whether all characters were handed out, the added line feed included. */
    boolean isAtEnd() {
        return ended;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length < 2) {
            throw new IllegalArgumentException("A character may need two places");
        }
        if (ended) {
            exhausted = true;
            return -1;
        }
        var out = CharBuffer.wrap(target, offset, length);
        while (out.position() == offset) {
            if (endOfBytes && !buffer.hasRemaining()) {
                ended = true;
                out.put('\n');
            } else {
                decodeInto(out);
            }
        }
        return out.position() - offset;
    }

    private void decodeInto(CharBuffer out) throws IOException {
        var start = out.position();
        if (buffer.remaining() < 4) {
            fill();
        }
        var result = decoder.decode(buffer, out, endOfBytes);
        if (result.isUnderflow() && endOfBytes) {
            result = decoder.flush(out);
        }
        dropByteOrderMark(out, start);
        count(out, start);
        if (result.isError()) {
            throw refused(result);
        }
    }

    private void dropByteOrderMark(CharBuffer out, int start) {
        var end = out.position();
        if (started || end == start) {
            return;
        }
        started = true;
        if (out.get(start) == BYTE_ORDER_MARK) {
            System.arraycopy(out.array(), start + 1, out.array(), start, end - start - 1);
            out.position(end - 1);
        }
    }

    private void count(CharBuffer out, int start) {
        var end = out.position();
        if (end == start) {
            return;
        }
        var chars = out.array();
        var found = 0;
        for (int i = start; i < end; i++) {
            if (chars[i] == '\n') {
                found++;
            }
        }
        lineFeeds += found;
        last = chars[end - 1];
    }

    private InputException refused(CoderResult result) {
        var line = lineFeeds + 1;
        if (endOfBytes && buffer.remaining() <= result.length() && isCutOff()) {
            return errors.truncated(line, "it ends in the middle of a character");
        }
        return errors.notUtf8(line, buffer.get(buffer.position()) & 0xff);
    }

    /** Whether what is left is the start of a valid character. */
    private boolean isCutOff() {
        var lead = buffer.get(buffer.position()) & 0xff;
        var needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return lead >= 0xc2 && lead <= 0xf4 && buffer.remaining() < needed;
    }

    private void fill() throws IOException {
        buffer.compact();
        while (!endOfBytes && buffer.position() < 4) {
            var count = bytes.read(buffer.array(), buffer.position(), buffer.remaining());
            if (count < 0) {
                endOfBytes = true;
            } else {
                buffer.position(buffer.position() + count);
            }
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
