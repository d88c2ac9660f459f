package dev.imconnector.hashing;

/**
 * Different 128-bit hashes, numbered from 0 in the order in which they came: a set by itself, a map together with an array
 * of values. Open addressing over {@link Hashes128}: 16 bytes a hash and 6 to 12 for its number. For use by one thread.
 */
public final class HashIndex128 {

    /** What {@link #indexOf} gives for a hash that is not there. */
    public static final int ABSENT = -1;

    private static final int MOST = 1 << 28;
    private static final int FEWEST = 8;

    private final Hashes128 hashes = new Hashes128();

    /** The numbers, each plus one, where the hash's own bits put them or behind; at most two thirds are in use. */
    private int[] slots;

    public HashIndex128() {
        this(FEWEST);
    }

    /**
     * @param expected how many there will be: with so many it does not grow
     * @throws IllegalArgumentException when that is more than 268 million
     */
    public HashIndex128(long expected) {
        if (expected > MOST) {
            throw new IllegalArgumentException("More than 268 million hashes are not held at once: " + expected);
        }
        slots = new int[slotsFor(Math.max(FEWEST, (int) expected))];
    }

    private static int slotsFor(int hashes) {
        return Integer.highestOneBit(hashes + hashes / 2) << 1;
    }

    public int size() {
        return hashes.size();
    }

    /** Adds a hash, with the next number; false when it was there already. */
    public boolean add(long high, long low) {
        var slot = slotOf(high, low);
        if (slots[slot] != 0) {
            return false;
        }
        hashes.add(high, low);
        slots[slot] = size();
        if (size() + size() / 2 >= slots.length) {
            grow();
        }
        return true;
    }

    /** The number of a hash, or {@link #ABSENT}. */
    public int indexOf(long high, long low) {
        return slots[slotOf(high, low)] - 1;
    }

    /** Where its number is, or the free slot where it would be. */
    private int slotOf(long high, long low) {
        var mask = slots.length - 1;
        for (int slot = (int) low & mask; ; slot = slot + 1 & mask) {
            var index = slots[slot] - 1;
            if (index < 0 || hashes.low(index) == low && hashes.high(index) == high) {
                return slot;
            }
        }
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int i = 0; i < size(); i++) {
            slots[slotOf(hashes.high(i), hashes.low(i))] = i + 1;
        }
    }
}
