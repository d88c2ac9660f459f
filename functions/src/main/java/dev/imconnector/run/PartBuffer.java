package dev.imconnector.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The next part of an output, filled between two checkpoints. Parts may be gzipped, each as a whole of its own: gzip
 * members that follow each other are one gzip file (RFC 1952 section 2.2). For use by one thread.
 */
public final class PartBuffer {

    private final boolean gzip;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private OutputStream stream;
    private long firstRow = -1;

    /** @param gzip whether the parts are gzipped */
    public PartBuffer(boolean gzip) {
        this.gzip = gzip;
    }

    /** Adds the bytes of one row. */
    public void add(long row, byte[] line) {
        try {
            if (firstRow < 0) {
                firstRow = row;
                stream = gzip ? new FastGzip(bytes) : bytes;
            }
            stream.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
    }

    /** Roughly how many bytes are held. */
    public int size() {
        return bytes.size();
    }

    /** Writes what is held as a part, names it in the list, and is empty again; does nothing when nothing is held. */
    public void flush(ObjectStore store, Location folder, PartList parts, int generation) {
        if (firstRow < 0) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        store.write(parts.location(folder, generation, firstRow), bytes.toByteArray());
        parts.add(generation, firstRow);
        clear();
    }

    /** Forgets what is held. */
    public void clear() {
        bytes.reset();
        firstRow = -1;
    }

    /** Lines as a gzip member of their own. */
    public static byte[] gzip(List<byte[]> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new FastGzip(bytes)) {
            for (var line : lines) {
                stream.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** The fastest level: a part is written while IM is waiting for the next batch. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
