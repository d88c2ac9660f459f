package dev.imconnector.sandbox.state;

import java.util.Arrays;

/**
 * Every sourceRef that arrived, numbered from 0 in order of arrival, with what is known of it in columns: some 35 bytes
 * beside the text. Not safe for use by several threads.
 */
final class SourceRefs {

    static final int NONE = -1;

    private final ByteLog log;
    private final PackedTexts.Writer key = new PackedTexts.Writer();
    private int[] slots = new int[1_024];
    private int size;
    private long[] positions = new long[512];
    private int[] hashes = new int[512];
    private int[] timesSent = new int[512];
    private int[] creditNumbers = new int[512];
    private int[] lastRequests = new int[512];
    private byte[] holders = new byte[512];

    /** @param log where texts are, each the first field of a record */
    SourceRefs(ByteLog log) {
        this.log = log;
    }

    int size() {
        return size;
    }

    /** The number of a sourceRef, or {@link #NONE}. */
    int find(String sourceRef) {
        key.clear().add(sourceRef);
        return slots[slotOf(hash(sourceRef))] - 1;
    }

    int findOrAdd(String sourceRef) {
        key.clear().add(sourceRef);
        var hash = hash(sourceRef);
        var slot = slotOf(hash);
        return slots[slot] > 0 ? slots[slot] - 1 : add(hash, slot);
    }

    private int add(int hash, int slot) {
        if (size == positions.length) {
            growColumns();
        }
        var number = size++;
        positions[number] = log.append(key.buffer(), key.size());
        hashes[number] = hash;
        creditNumbers[number] = NONE;
        slots[slot] = number + 1;
        if (size * 5L > slots.length * 3L) {
            growSlots();
        }
        return number;
    }

    /** The slot of the text in {@code key}, or the empty one where it belongs. */
    private int slotOf(int hash) {
        var mask = slots.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            var number = slots[slot] - 1;
            if (number < 0 || hashes[number] == hash && log.startsWith(positions[number], key.buffer(), key.size())) {
                return slot;
            }
        }
    }

    private static int hash(String text) {
        var hash = text.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private void growSlots() {
        slots = new int[slots.length * 2];
        var mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            var slot = hashes[number] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private void growColumns() {
        var larger = size + size / 2;
        positions = Arrays.copyOf(positions, larger);
        hashes = Arrays.copyOf(hashes, larger);
        timesSent = Arrays.copyOf(timesSent, larger);
        creditNumbers = Arrays.copyOf(creditNumbers, larger);
        lastRequests = Arrays.copyOf(lastRequests, larger);
        holders = Arrays.copyOf(holders, larger);
    }

    String text(int number) {
        var position = positions[number];
        return new PackedTexts(log.segmentOf(position), ByteLog.offsetOf(position)).next();
    }

    /** Counts one more arrival. @return how many there were now */
    int sent(int number) {
        return ++timesSent[number];
    }

    int timesSent(int number) {
        return timesSent[number];
    }

    /** The credit stored under it, or {@link #NONE}. */
    int creditNumber(int number) {
        return creditNumbers[number];
    }

    /** @param position where the credit's record is, which starts with the sourceRef */
    void stored(int number, int creditNumber, long position) {
        creditNumbers[number] = creditNumber;
        positions[number] = position;
    }

    /** Where the record that starts with it is. */
    long position(int number) {
        return positions[number];
    }

    /** Notes which request it was in last. @return whether that was the same request before */
    boolean inRequest(int number, int request) {
        var again = lastRequests[number] == request;
        lastRequests[number] = request;
        return again;
    }

    /** One more request holds it. @return how many held it before */
    int hold(int number) {
        return holders[number]++;
    }

    void release(int number) {
        holders[number]--;
    }
}
