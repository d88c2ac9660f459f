package dev.imconnector.push;

import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.HashIndex128;
import java.util.BitSet;

/**
 * The credits of which IM said that they are there already, each as a hash of its sourceRef and one of its content: some
 * 36 bytes a credit. What the receipts of earlier runs say of them is noted. For use by one thread.
 */
final class PresentCredits {

    /** What 36 MB hold. */
    static final int MOST = 1_000_000;

    /** What {@link #take} gives for a receipt that says nothing new about any of them. */
    static final int NONE = -1;

    private final HashIndex128 sourceRefs;
    private final long[] contents;
    private final BitSet created = new BitSet();
    private final BitSet changed = new BitSet();
    private final Hash128 hash = new Hash128();
    private final int most;

    /** @param count how many there are; of more than {@value #MOST} the first are held */
    PresentCredits(long count) {
        most = (int) Math.min(count, MOST);
        sourceRefs = new HashIndex128(most);
        contents = new long[most];
    }

    /** Adds one, with the next number from 0; false when there are so many already. */
    boolean add(SentReceipt receipt) {
        if (sourceRefs.size() == most) {
            return false;
        }
        hash.of(receipt.sourceRef());
        if (sourceRefs.add(hash.high(), hash.low())) {
            contents[sourceRefs.size() - 1] = content(receipt);
        }
        return true;
    }

    private static long content(SentReceipt receipt) {
        return Long.parseUnsignedLong(receipt.sha256().substring(0, 16), 16);
    }

    /**
     * Takes a receipt that a credit was created. The first one about a credit counts, so the latest is to come first.
     *
     * @return the credit's number when it was created with other content, else {@link #NONE}
     */
    int take(SentReceipt receipt) {
        hash.of(receipt.sourceRef());
        var index = sourceRefs.indexOf(hash.high(), hash.low());
        if (index < 0 || created.get(index)) {
            return NONE;
        }
        created.set(index);
        if (contents[index] == content(receipt)) {
            return NONE;
        }
        changed.set(index);
        return index;
    }

    /** The number of one that was created with other content, or {@link #NONE}. */
    int changed(SentReceipt receipt) {
        hash.of(receipt.sourceRef());
        var index = sourceRefs.indexOf(hash.high(), hash.low());
        return index >= 0 && changed.get(index) ? index : NONE;
    }

    /** Whether there is a receipt for each of them. */
    boolean areAllFound() {
        return created.cardinality() == sourceRefs.size();
    }

    int withReceipt() {
        return created.cardinality();
    }

    int changed() {
        return changed.cardinality();
    }
}
