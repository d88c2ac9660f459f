package dev.imconnector.reconcile;

import dev.imconnector.hashing.Hash128;
import java.math.BigDecimal;
import java.util.BitSet;

/**
 * The credits that IM should hold, each as a hash of its sourceRef and one of amount and currency: 36 to 72 bytes a credit,
 * in tables made for their number at the start. For use by one thread.
 */
final class ExpectedCredits {

    static final int ABSENT = -1;

    private final long[] highs;
    private final long[] lows;
    private final long[] amounts;
    private final BitSet used = new BitSet();
    private final BitSet seen = new BitSet();
    private final Hash128 hash = new Hash128();
    private final int mask;
    private int size;

    /** @param count how many there will be at most */
    ExpectedCredits(long count) {
        if (count > 1 << 28) {
            throw new IllegalArgumentException("More than 268 million credits are not compared at once: " + count);
        }
        var slots = Integer.highestOneBit((int) Math.max(8, count + count / 2)) << 1;
        highs = new long[slots];
        lows = new long[slots];
        amounts = new long[slots];
        mask = slots - 1;
    }

    void add(String sourceRef, BigDecimal amount, String currencyCode) {
        if (size >= highs.length - highs.length / 8) {
            throw new IllegalStateException("More credits than were announced");
        }
        hash.of(sourceRef);
        var high = hash.high();
        var low = hash.low();
        var slot = slotOf(high, low);
        used.set(slot);
        highs[slot] = high;
        lows[slot] = low;
        amounts[slot] = amount(amount, currencyCode);
        size++;
    }

    int size() {
        return size;
    }

    /** The place of a credit, or {@link #ABSENT}. */
    int find(String sourceRef) {
        hash.of(sourceRef);
        var slot = slotOf(hash.high(), hash.low());
        return used.get(slot) ? slot : ABSENT;
    }

    private int slotOf(long high, long low) {
        for (int slot = (int) low & mask; ; slot = slot + 1 & mask) {
            if (!used.get(slot) || highs[slot] == high && lows[slot] == low) {
                return slot;
            }
        }
    }

    boolean hasAmount(int place, BigDecimal amount, String currencyCode) {
        return amounts[place] == amount(amount, currencyCode);
    }

    /** By value: 10, 10.0 and 10.00 are the same. */
    private long amount(BigDecimal amount, String currencyCode) {
        var plain = amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        hash.of(plain + ' ' + currencyCode);
        return hash.high();
    }

    /** Marks a credit as seen in IM; false when it was seen before. */
    boolean see(int place) {
        var isNew = !seen.get(place);
        seen.set(place);
        return isNew;
    }

    boolean isSeen(int place) {
        return seen.get(place);
    }

    int seen() {
        return seen.cardinality();
    }
}
