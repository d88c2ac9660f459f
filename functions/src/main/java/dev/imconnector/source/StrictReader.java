package dev.imconnector.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Decodes text strictly: bytes that are invalid in the character set are an error, where the JDK's own readers
 * substitute replacement characters. Drops a byte order mark, and ends with a line feed of its own, so that what was
 * left open at the end can be told from what was ended: {@link #isExhausted()} is true only once that line feed was
 * read and still more was asked for. For use by one thread.
 */
public final class StrictReader extends Reader {

    private static final int BUFFER_SIZE = 32 * 1024;
    private static final int LONGEST_CHARACTER = 4;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream stream;
    private final InputErrors errors;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE).flip();

    private boolean started;
    private boolean endOfBytes;
    private boolean ended;
    private boolean exhausted;
    private char last = '\n';
    private long lineFeeds;

    public StrictReader(InputStream stream, Charset charset, InputErrors errors) {
        this.stream = stream;
        this.errors = errors;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether more was asked for than there is, the added line feed included. */
    public boolean isExhausted() {
        return exhausted;
    }

    /** Whether all was handed out, the added line feed included. */
    public boolean isAtEnd() {
        return ended && !chars.hasRemaining();
    }

    /** Whether the last line has no line end of its own; known once this {@link #isAtEnd()}. */
    public boolean isLastLineOpen() {
        return last != '\n' && last != '\r';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (ended) {
                exhausted = true;
                return -1;
            }
            decode();
        }
        var count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decode() throws IOException {
        chars.clear();
        if (bytes.remaining() < LONGEST_CHARACTER) {
            fill();
        }
        if (endOfBytes && !bytes.hasRemaining()) {
            ended = true;
            chars.put('\n').flip();
            return;
        }
        var result = decoder.decode(bytes, chars, endOfBytes);
        chars.flip();
        takeNote();
        if (result.isError()) {
            throw refused(result);
        }
    }

    private void takeNote() {
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
        if (chars.hasRemaining()) {
            last = chars.get(chars.limit() - 1);
            lineFeeds += lineFeeds();
        }
    }

    private int lineFeeds() {
        var all = chars.array();
        var end = chars.limit();
        var found = 0;
        for (int i = chars.position(); i < end; i++) {
            if (all[i] == '\n') {
                found++;
            }
        }
        return found;
    }

    private InputException refused(CoderResult result) {
        var line = lineFeeds + 1;
        if (endOfBytes && isCutOff()) {
            return errors.truncated(line, "it ends in the middle of a character");
        }
        var found = bytes.get(bytes.position()) & 0xff;
        return charset.equals(StandardCharsets.UTF_8)
                ? errors.notUtf8(line, found)
                : errors.undecodable(line, charset.name(), found);
    }

    /** Whether what is left is the start of a longer character, and nothing else. */
    private boolean isCutOff() {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return charset.name().startsWith("UTF-16") && bytes.remaining() % 2 == 1;
        }
        var lead = bytes.get(bytes.position()) & 0xff;
        var needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || bytes.remaining() >= needed) {
            return false;
        }
        for (int i = bytes.position() + 1; i < bytes.limit(); i++) {
            if ((bytes.get(i) & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        bytes.compact();
        while (!endOfBytes && bytes.position() < LONGEST_CHARACTER) {
            var count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            if (count < 0) {
                endOfBytes = true;
            } else {
                bytes.position(bytes.position() + count);
            }
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
