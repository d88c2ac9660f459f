package dev.imconnector.reconcile;

import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.HashIndex128;
import java.math.BigDecimal;
import java.util.BitSet;

/**
 * The credits that IM should hold, each as a hash of its sourceRef and one of amount and currency: 30 to 36 bytes a credit,
 * in tables made for their number at the start. For use by one thread.
 */
final class ExpectedCredits {

    static final int ABSENT = HashIndex128.ABSENT;

    private final HashIndex128 sourceRefs;
    private final long[] amounts;
    private final BitSet seen = new BitSet();
    private final Hash128 hash = new Hash128();

    /** @param count how many there will be at most */
    ExpectedCredits(long count) {
        sourceRefs = new HashIndex128(count);
        amounts = new long[(int) count];
    }

    /**
     * Adds a credit.
     *
     * @throws IllegalStateException when there are more than were announced, or one was added before
     */
    void add(String sourceRef, BigDecimal amount, String currencyCode) {
        var place = size();
        if (place == amounts.length) {
            throw new IllegalStateException("More credits than were announced");
        }
        hash.of(sourceRef);
        if (!sourceRefs.add(hash.high(), hash.low())) {
            throw new IllegalStateException("A credit with the sourceRef of an earlier one is not to be sent");
        }
        amounts[place] = amount(amount, currencyCode);
    }

    int size() {
        return sourceRefs.size();
    }

    /** The place of a credit, or {@link #ABSENT}. */
    int find(String sourceRef) {
        hash.of(sourceRef);
        return sourceRefs.indexOf(hash.high(), hash.low());
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
