package dev.imconnector.sandbox.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An append-only store of byte records in memory. Its segments have 256 KiB, for an array of 1 MiB takes two of the
 * garbage collector's regions. Not safe for use by several threads.
 */
final class ByteLog {

    private static final int SEGMENT_BITS = 18;
    private static final int SEGMENT_BYTES = 1 << SEGMENT_BITS;

    private final List<byte[]> segments = new ArrayList<>();
    private int free = SEGMENT_BYTES;

    /**
     * Appends a record.
     *
     * @param record at most 256 KiB
     * @return where it is
     */
    long append(byte[] record, int length) {
        if (length > SEGMENT_BYTES) {
            throw new IllegalArgumentException("a record of " + length + " bytes");
        }
        if (free + length > SEGMENT_BYTES) {
            segments.add(new byte[SEGMENT_BYTES]);
            free = 0;
        }
        var segment = segments.size() - 1;
        System.arraycopy(record, 0, segments.get(segment), free, length);
        var position = ((long) segment << SEGMENT_BITS) | free;
        free += length;
        return position;
    }

    boolean startsWith(long position, byte[] expected, int length) {
        var segment = segmentOf(position);
        var offset = offsetOf(position);
        return offset + length <= SEGMENT_BYTES && Arrays.equals(segment, offset, offset + length, expected, 0, length);
    }

    byte[] segmentOf(long position) {
        return segments.get((int) (position >>> SEGMENT_BITS));
    }

    static int offsetOf(long position) {
        return (int) position & (SEGMENT_BYTES - 1);
    }
}
