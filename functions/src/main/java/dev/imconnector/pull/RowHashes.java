package dev.imconnector.pull;

import java.util.Arrays;

/**
 * 96-bit hashes of rows, in 12 to 15 bytes each: that any two of a million rows have the same by chance has a
 * probability below 1e-17. They lie in buckets by their first byte, so that what grows or is looked through is never more
 * than a small part of them. For use by one thread.
 */
final class RowHashes {

    private static final int BUCKETS = 256;

    private final Bucket[] buckets = new Bucket[BUCKETS];
    private int[] places = {};
    private int size;

    RowHashes() {
        Arrays.setAll(buckets, i -> new Bucket());
    }

    int size() {
        return size;
    }

    /** Adds the first 96 bits of a hash. */
    void add(long high, long low) {
        buckets[(int) (high >>> 56)].add(high, (int) (low >>> 32));
        size++;
    }

    /** Whether any hash is there more than once. */
    boolean hasRepeats() {
        return Arrays.stream(buckets).anyMatch(this::hasRepeats);
    }

    private boolean hasRepeats(Bucket bucket) {
        var mask = Integer.highestOneBit(Math.max(1, 2 * bucket.size - 1)) * 2 - 1;
        if (places.length > mask) {
            Arrays.fill(places, 0, mask + 1, 0);
        } else {
            places = new int[mask + 1];
        }
        for (int i = 0; i < bucket.size; i++) {
            var place = bucket.more[i] & mask;
            while (places[place] != 0) {
                if (bucket.areEqual(i, places[place] - 1)) {
                    return true;
                }
                place = (place + 1) & mask;
            }
            places[place] = i + 1;
        }
        return false;
    }

    private static final class Bucket {

        private long[] first = new long[16];
        private int[] more = new int[16];
        private int size;

        void add(long high, int next) {
            if (size == first.length) {
                var larger = size + size / 4;
                first = Arrays.copyOf(first, larger);
                more = Arrays.copyOf(more, larger);
            }
            first[size] = high;
            more[size] = next;
            size++;
        }

        boolean areEqual(int one, int other) {
            return first[one] == first[other] && more[one] == more[other];
        }
    }
}
