package dev.imconnector.source.files;

import dev.imconnector.store.OneByte;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952) of one or more members to the very end of the bytes. The JDK's own stream ends in
 * silence where it should go on or complain: before a further member when {@code available()} happens to be 0, at a
 * further member that is cut off in its header, and before trailing bytes that are no member.
 *
 * <p>Reading throws {@link EOFException} when the bytes end too early and {@link ZipException} when they are no gzip.
 */
public final class GunzipStream extends InputStream {

    private static final int BUFFER_SIZE = 32 * 1024;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final InputStream bytes;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    private int next;
    private int limit;
    private boolean started;
    private boolean ended;

    public GunzipStream(InputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!started) {
            startMember("it is not gzip");
            started = true;
        }
        while (!ended) {
            var count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            if (inflater.needsInput() && !inflater.finished()) {
                feed();
            }
            var count = inflater.inflate(target, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new ZipException("it needs a preset dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw (IOException) new ZipException(String.valueOf(e.getMessage())).initCause(e);
        }
    }

    private void feed() throws IOException {
        if (next == limit && !fill()) {
            throw new EOFException("the compressed data end too early");
        }
        inflater.setInput(buffer, next, limit - next);
        next = limit;
    }

    private void startMember(String otherwise) throws IOException {
        inflater.reset();
        crc.reset();
        if (needByte() != 0x1f || needByte() != 0x8b) {
            throw new ZipException(otherwise);
        }
        if (needByte() != 8) {
            throw new ZipException("its compression method is not the one of gzip");
        }
        var flags = needByte();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new ZipException("its header has unknown flags");
        }
        skip(6);
        skipOptions(flags);
    }

    private void skipOptions(int flags) throws IOException {
        if ((flags & FLAG_EXTRA) != 0) {
            skip(needByte() | needByte() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        next = limit - inflater.getRemaining();
        if (needInt() != crc.getValue() || needInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("its check sum or length is wrong");
        }
        if (next == limit && !fill()) {
            ended = true;
        } else {
            startMember("other bytes follow it");
        }
    }

    private long needInt() throws IOException {
        return needByte() | needByte() << 8 | needByte() << 16 | (long) needByte() << 24;
    }

    private void skipText() throws IOException {
        while (needByte() != 0) {
            continue;
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            needByte();
        }
    }

    private int needByte() throws IOException {
        if (next == limit && !fill()) {
            throw new EOFException("the gzip header or trailer is cut off");
        }
        return buffer[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, bytes.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        bytes.close();
    }
}
