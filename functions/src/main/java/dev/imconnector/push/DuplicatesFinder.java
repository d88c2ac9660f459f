package dev.imconnector.push;

import dev.imconnector.credit.Credit;
import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.Hashes128;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.Duplicates.Place;
import dev.imconnector.source.InputException;
import dev.imconnector.source.SourceRecord;
import java.util.List;

/**
 * Finds equal sourceRefs in two readings of the input: the first collects a hash of each, 16 bytes a record; the second,
 * needed only when some are equal, looks at the records that have those. For use by one thread.
 */
final class DuplicatesFinder {

    private final List<String> files;
    private final Hashes128 hashes = new Hashes128();
    private final Hash128 hash = new Hash128();

    private long[] firsts;
    private long[] others;
    private long[] contents;
    private int[] counts;

    DuplicatesFinder(List<String> files) {
        this.files = files;
    }

    /** First reading: takes note of a valid record. */
    void collect(Credit credit) {
        hash.of(credit.sourceRef());
        hashes.add(hash.high(), hash.low());
    }

    /** Ends the first reading; true when a second one is needed. */
    boolean anyRepeated() {
        hashes.sort();
        hashes.keepRepeated();
        var size = hashes.size();
        firsts = new long[size];
        others = new long[size];
        contents = new long[size];
        counts = new int[size];
        return size > 0;
    }

    /** Second reading: compares a valid record with the others of its sourceRef, if there are any. */
    void compare(SourceRecord valid) {
        hash.of(valid.credit().sourceRef());
        var index = hashes.indexOf(hash.high(), hash.low());
        if (index < 0) {
            return;
        }
        // 64 bits will do for two records that are compared because of their sourceRef.
        var content = Hash128.first8(valid.credit().contentHash(), 0);
        if (counts[index]++ == 0) {
            firsts[index] = Place.of(valid);
            contents[index] = content;
        } else if (others[index] >= 0) {
            if (contents[index] != content) {
                others[index] = -Place.of(valid);
            } else if (others[index] == 0) {
                others[index] = Place.of(valid);
            }
        }
    }

    /** How many records are in conflict. */
    long conflicting() {
        var sum = 0L;
        for (int i = 0; i < counts.length; i++) {
            sum += others[i] < 0 ? counts[i] : 0;
        }
        return sum;
    }

    /** How many records repeat an earlier one that is sent. */
    long sameContent() {
        var sum = 0L;
        for (int i = 0; i < counts.length; i++) {
            sum += others[i] < 0 ? 0 : counts[i] - 1;
        }
        return sum;
    }

    /** Ends the search. */
    Duplicates found() {
        for (var count : counts) {
            if (count < 2) {
                throw new InputException(new Problem(
                        "INPUT_CHANGED",
                        "The input had other records when it was read again",
                        "Write each export once, under its own name; start the run again"));
            }
        }
        return new Duplicates(files, hashes, firsts, others);
    }
}
