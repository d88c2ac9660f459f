package dev.imconnector.run;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A part of an output, to be written by whatever thread. Parts may be gzipped, each as a whole of its own: gzip members
 * that follow each other are one gzip file (RFC 1952 section 2.2).
 *
 * @param location where it goes
 * @param plain its bytes before they are gzipped; not copied
 * @param gzip whether it is gzipped
 */
public record Part(Location location, byte[] plain, boolean gzip) {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** Writes it, whatever was there before. */
    public void write(ObjectStore store) {
        store.write(location, gzip ? gzip(List.of(plain)) : plain);
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
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
