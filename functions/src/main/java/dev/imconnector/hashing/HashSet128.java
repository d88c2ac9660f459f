package dev.imconnector.hashing;

/** A set of 128-bit hashes in 22 to 43 bytes each. For use by one thread. */
public final class HashSet128 {

    private long[] slots = new long[2 * 256];
    private int size;
    private boolean hasZero;

    /** Adds a hash; false when it was there already. */
    public boolean add(long high, long low) {
        if (high == 0 && low == 0) {
            var isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (8 * size >= 3 * slots.length) {
            grow();
        }
        if (!put(slots, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    boolean contains(long high, long low) {
        if (high == 0 && low == 0) {
            return hasZero;
        }
        var mask = slots.length / 2 - 1;
        for (int i = (int) low & mask; slots[2 * i] != 0 || slots[2 * i + 1] != 0; i = (i + 1) & mask) {
            if (slots[2 * i] == high && slots[2 * i + 1] == low) {
                return true;
            }
        }
        return false;
    }

    private static boolean put(long[] slots, long high, long low) {
        var mask = slots.length / 2 - 1;
        for (int i = (int) low & mask; ; i = (i + 1) & mask) {
            if (slots[2 * i] == 0 && slots[2 * i + 1] == 0) {
                slots[2 * i] = high;
                slots[2 * i + 1] = low;
                return true;
            }
            if (slots[2 * i] == high && slots[2 * i + 1] == low) {
                return false;
            }
        }
    }

    private void grow() {
        var larger = new long[2 * slots.length];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0 || slots[i + 1] != 0) {
                put(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }
}
