package dev.imconnector.push;

import dev.imconnector.credit.Rejection;
import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.Hashes128;
import dev.imconnector.source.SourceRecord;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The sourceRefs that valid records of the input share, and what to do with each of those records. The same input gives
 * the same duplicates, so a run that is resumed may find them anew or read them back. For use by one thread.
 */
public final class Duplicates {

    /** What a record is, seen beside the others. */
    public enum Verdict {
        /** No other has its sourceRef. */
        UNIQUE,
        /** Others have its sourceRef and the same content: this one is sent. */
        FIRST,
        /** An earlier one has its sourceRef and the same content: already present once that one is. */
        SAME_CONTENT,
        /** Another has its sourceRef and other content: none of them is sent. */
        CONFLICTING
    }

    private static final int MAGIC = 0x494d5231;

    private final List<String> files;
    private final Hashes128 hashes;
    private final long[] firsts;
    private final long[] others;
    private final Hash128 hash = new Hash128();

    /**
     * @param hashes of the shared sourceRefs, sorted
     * @param firsts for each, the {@link Place} of its first record
     * @param others for each, the place of another record, negated when contents differ
     */
    Duplicates(List<String> files, Hashes128 hashes, long[] firsts, long[] others) {
        this.files = files;
        this.hashes = hashes;
        this.firsts = firsts;
        this.others = others;
    }

    static Duplicates none() {
        return new Duplicates(List.of(), new Hashes128(), new long[0], new long[0]);
    }

    /** Whether every sourceRef is there once. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many sourceRefs several records share. */
    public int size() {
        return hashes.size();
    }

    /** @param valid a record with a credit */
    public Verdict verdict(SourceRecord valid) {
        var index = indexOf(valid);
        if (index < 0) {
            return Verdict.UNIQUE;
        }
        if (others[index] < 0) {
            return Verdict.CONFLICTING;
        }
        return firsts[index] == Place.of(valid) ? Verdict.FIRST : Verdict.SAME_CONTENT;
    }

    /**
     * Why a {@link Verdict#CONFLICTING} record is not sent, naming where another one is.
     *
     * @throws IllegalArgumentException when it is not in conflict
     */
    public Rejection conflict(SourceRecord conflicting) {
        var index = indexOf(conflicting);
        if (index < 0 || others[index] >= 0) {
            throw new IllegalArgumentException("No other record is in conflict with it");
        }
        var first = firsts[index];
        var other = first == Place.of(conflicting) ? -others[index] : first;
        var where = Place.file(other) == conflicting.fileIndex()
                ? "line " + Place.line(other)
                : "line " + Place.line(other) + " of " + files.get(Place.file(other));
        return new Rejection(
                "CONFLICTING_SOURCE_REF",
                "sourceRef '" + conflicting.sourceRef() + "' is also on " + where
                        + " with other content: only one record may have it, none was sent");
    }

    private int indexOf(SourceRecord record) {
        if (hashes.size() == 0) {
            return -1;
        }
        hash.of(record.credit().sourceRef());
        return hashes.indexOf(hash.high(), hash.low());
    }

    /** Writes what {@link #readFrom} reads: 32 bytes a shared sourceRef, and the files' names. */
    public void writeTo(OutputStream out) throws IOException {
        var data = new DataOutputStream(new BufferedOutputStream(out));
        data.writeInt(MAGIC);
        data.writeInt(files.size());
        for (var file : files) {
            data.writeUTF(file);
        }
        data.writeInt(hashes.size());
        for (int i = 0; i < hashes.size(); i++) {
            data.writeLong(hashes.high(i));
            data.writeLong(hashes.low(i));
            data.writeLong(firsts[i]);
            data.writeLong(others[i]);
        }
        data.flush();
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IOException when it cannot be read, or is something else
     */
    public static Duplicates readFrom(InputStream in) throws IOException {
        var data = new DataInputStream(new BufferedInputStream(in));
        if (data.readInt() != MAGIC) {
            throw new IOException("These duplicates are not of this version");
        }
        var files = new String[data.readInt()];
        for (int i = 0; i < files.length; i++) {
            files[i] = data.readUTF();
        }
        var size = data.readInt();
        var hashes = new Hashes128();
        var firsts = new long[size];
        var others = new long[size];
        for (int i = 0; i < size; i++) {
            hashes.add(data.readLong(), data.readLong());
            firsts[i] = data.readLong();
            others[i] = data.readLong();
        }
        return new Duplicates(List.of(files), hashes, firsts, others);
    }

    /** Where a record is, in one positive number. */
    static final class Place {

        private static final int LINE_BITS = 44;

        private Place() {}

        static long of(SourceRecord record) {
            return (long) record.fileIndex() << LINE_BITS | record.line();
        }

        static int file(long place) {
            return (int) (place >>> LINE_BITS);
        }

        static long line(long place) {
            return place & (1L << LINE_BITS) - 1;
        }
    }
}
