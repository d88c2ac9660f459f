package dev.imconnector.aws;

import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/**
 * That version of an object, in ranges of 8 MiB each of which is in memory before its first byte is handed out: the
 * caller may wait for minutes between two reads, and S3 closes idle connections.
 */
final class RangedStream extends InputStream {

    static final int RANGE_BYTES = 8 * 1024 * 1024;

    /** Reads a range of the object. */
    interface RangeReader {
        /**
         * @throws dev.imconnector.store.ObjectChangedException when the object is another version or gone
         */
        void read(byte[] buffer, long first, int length) throws IOException;
    }

    private final StoredObject object;
    private final RangeReader reader;
    private final byte[] range;
    private long position;
    private int next;
    private int end;

    RangedStream(StoredObject object, RangeReader reader) {
        this.object = object;
        this.reader = reader;
        this.range = new byte[(int) Math.min(RANGE_BYTES, object.size())];
    }

    @Override
    public int read() throws IOException {
        return hasNext() ? range[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasNext()) {
            return -1;
        }
        var count = Math.min(length, end - next);
        System.arraycopy(range, next, target, offset, count);
        next += count;
        return count;
    }

    /** Ranges that are skipped whole are not fetched. */
    @Override
    public long skip(long count) {
        if (count <= 0) {
            return 0;
        }
        var ofRange = Math.min(count, end - next);
        next += (int) ofRange;
        var ofRest = Math.min(count - ofRange, object.size() - position);
        position += ofRest;
        return ofRange + ofRest;
    }

    @Override
    public int available() {
        return end - next;
    }

    private boolean hasNext() throws IOException {
        if (next < end) {
            return true;
        }
        if (position == object.size()) {
            return false;
        }
        fill();
        return true;
    }

    /** Reads the next range; the first one when the object is opened, so that another version is noticed then. */
    void fill() throws IOException {
        var length = (int) Math.min(range.length, object.size() - position);
        reader.read(range, position, length);
        position += length;
        next = 0;
        end = length;
    }
}
