package dev.imconnector.hashing;

import java.util.Arrays;

/**
 * 128-bit hashes, 16 bytes each, in chunks that never move: what grows by doubling would need three times its size for
 * a moment. For use by one thread.
 */
public final class Hashes128 {

    private static final int SHIFT = 12;
    private static final int PER_CHUNK = 1 << SHIFT;
    private static final int MASK = PER_CHUNK - 1;
    private static final int SMALL = 16;

    /** Fibonacci hashing: 2 to the 64th by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[][] chunks = new long[16][];
    private int size;

    public int size() {
        return size;
    }

    public void add(long high, long low) {
        var chunk = size >>> SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunks.length);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[2 * PER_CHUNK];
        }
        size++;
        set(size - 1, high, low);
    }

    public long high(int index) {
        return chunks[index >>> SHIFT][(index & MASK) << 1];
    }

    public long low(int index) {
        return chunks[index >>> SHIFT][((index & MASK) << 1) + 1];
    }

    private void set(int index, long high, long low) {
        var chunk = chunks[index >>> SHIFT];
        var place = (index & MASK) << 1;
        chunk[place] = high;
        chunk[place + 1] = low;
    }

    private int compare(int index, long high, long low) {
        var byHigh = Long.compare(high(index), high);
        return byHigh != 0 ? byHigh : Long.compare(low(index), low);
    }

    /**
     * Sorts in place: a quicksort. Its pivots are drawn by the hashes' own bits, so that hashes of which some are sorted
     * already are no worse than others.
     */
    public void sort() {
        sort(0, size - 1);
    }

    private void sort(int from, int to) {
        var first = from;
        var last = to;
        while (last - first > SMALL) {
            var middle = partition(first, last);
            if (middle - first < last - middle) {
                sort(first, middle);
                first = middle + 1;
            } else {
                sort(middle + 1, last);
                last = middle;
            }
        }
        insertionSort(first, last);
    }

    private int partition(int first, int last) {
        var pivot = first + (int) Long.remainderUnsigned((low(first) ^ last) * SPREAD, last - first);
        var high = high(pivot);
        var low = low(pivot);
        var i = first - 1;
        var j = last + 1;
        while (true) {
            do {
                i++;
            } while (compare(i, high, low) < 0);
            do {
                j--;
            } while (compare(j, high, low) > 0);
            if (i >= j) {
                return j;
            }
            swap(i, j);
        }
    }

    private void swap(int i, int j) {
        var high = high(i);
        var low = low(i);
        set(i, high(j), low(j));
        set(j, high, low);
    }

    private void insertionSort(int first, int last) {
        for (int i = first + 1; i <= last; i++) {
            var high = high(i);
            var low = low(i);
            var j = i - 1;
            for (; j >= first && compare(j, high, low) > 0; j--) {
                set(j + 1, high(j), low(j));
            }
            set(j + 1, high, low);
        }
    }

    /** Of sorted hashes, keeps one of each that is there more than once, and frees the rest. */
    public void keepRepeated() {
        var kept = 0;
        for (int i = 0; i < size; ) {
            var high = high(i);
            var low = low(i);
            var end = i + 1;
            while (end < size && high(end) == high && low(end) == low) {
                end++;
            }
            if (end - i > 1) {
                set(kept++, high, low);
            }
            i = end;
        }
        size = kept;
        chunks = Arrays.copyOf(chunks, Math.max(1, (kept + MASK) >>> SHIFT));
    }

    /** The place of a hash among sorted ones, or -1. */
    public int indexOf(long high, long low) {
        var first = 0;
        var last = size - 1;
        while (first <= last) {
            var middle = (first + last) >>> 1;
            var order = compare(middle, high, low);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                first = middle + 1;
            } else {
                last = middle - 1;
            }
        }
        return -1;
    }
}
