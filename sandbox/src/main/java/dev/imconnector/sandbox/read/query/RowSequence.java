package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.state.Rows;
import dev.imconnector.sandbox.state.SortKey;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that match a filter, sorted. Rows that the keys leave equal have no order of their own: each request sees them in
 * another one, unless told otherwise. Immutable.
 */
public final class RowSequence {

    private final Rows rows;
    private final List<SortKey> keys;
    private final int[] sorted;
    private final int size;
    private final boolean isTotal;

    private RowSequence(Rows rows, List<SortKey> keys, int[] sorted, int size) {
        this.rows = rows;
        this.keys = keys;
        this.sorted = sorted;
        this.size = size;
        this.isTotal = rows.areUniqueBy(keys);
    }

    /** @param filter null for all rows */
    public static RowSequence of(Rows rows, Filter filter, List<SortKey> keys) {
        if (filter == null && rows.ascendBy(keys)) {
            return new RowSequence(rows, keys, null, rows.size());
        }
        var matching = matching(rows, filter);
        return new RowSequence(
                rows, keys, rows.ascendBy(keys) ? matching : sorted(matching, rows, keys), matching.length);
    }

    private static int[] matching(Rows rows, Filter filter) {
        var candidate = filter == null ? Rows.NOT_INDEXED : filter.candidate(rows);
        if (candidate != Rows.NOT_INDEXED) {
            return candidate == Rows.NONE || !filter.matches(rows, candidate) ? new int[0] : new int[] {candidate};
        }
        var found = new int[1_024];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (filter == null || filter.matches(rows, row)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = row;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Looks each row's values up once, rather than in each comparison. */
    private static int[] sorted(int[] matching, Rows rows, List<SortKey> keys) {
        return Arrays.stream(matching)
                .mapToObj(row -> new SortKey.Row(row, SortKey.valuesOf(keys, rows, row)))
                .sorted((left, right) -> SortKey.compare(keys, left.values(), right.values()))
                .mapToInt(SortKey.Row::number)
                .toArray();
    }

    public int size() {
        return size;
    }

    private int row(int position) {
        return sorted == null ? position : sorted[position];
    }

    /** The rows of one page. @param seed decides how rows come that are equal; 0: in their own order */
    public int[] page(int from, int to, long seed) {
        var page = new int[Math.max(0, to - from)];
        Group group = null;
        for (int position = from; position < to; position++) {
            if (isTotal || seed == 0) {
                page[position - from] = row(position);
            } else {
                group = group != null && position < group.end() ? group : groupAt(position, seed);
                page[position - from] = row(group.shuffled(position));
            }
        }
        return page;
    }

    private Group groupAt(int position, long seed) {
        if (keys.isEmpty()) {
            return new Group(0, size, seed);
        }
        return new Group(firstEqual(position), endOfEqual(position), seed);
    }

    private int firstEqual(int position) {
        int low = 0;
        int high = position;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (compare(middle, position) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int endOfEqual(int position) {
        int low = position + 1;
        int high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (compare(middle, position) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int compare(int left, int right) {
        return SortKey.compare(keys, SortKey.valuesOf(keys, rows, row(left)), SortKey.valuesOf(keys, rows, row(right)));
    }

    /** Positions from {@code start} to {@code end} - 1 whose rows are equal, and one order of them. */
    private record Group(int start, int end, long seed) {

        int shuffled(int position) {
            var size = end - start;
            long step = 1 + Math.floorMod(seed, (long) size);
            while (greatestCommonDivisor(step, size) != 1) {
                step++;
            }
            var first = Math.floorMod(seed >>> 20, (long) size);
            return start + (int) ((step * (position - start) + first) % size);
        }

        private static long greatestCommonDivisor(long left, long right) {
            return right == 0 ? left : greatestCommonDivisor(right, left % right);
        }
    }
}
