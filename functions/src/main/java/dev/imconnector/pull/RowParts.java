package dev.imconnector.pull;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.run.Part;
import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The next part of what is pulled, gzipped as it is filled. For use by one thread. */
final class RowParts {

    private static final int BUFFER = 16 * 1024;

    private final RowFormat format;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(BUFFER);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private OutputStream gzip;
    private long firstRow;
    private long rows;

    RowParts(RowFormat format) {
        this.format = format;
    }

    /** @param row which row of the pull the page begins with */
    void add(Page page, long row) {
        try {
            if (page.size() > 0 && gzip == null) {
                firstRow = row;
                gzip = new FastGzip(bytes);
                format.writeHeader(text);
            }
            format.write(page, text);
            if (text.size() > 0) {
                text.writeTo(gzip);
                text.reset();
            }
            rows += page.size();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
    }

    /** Roughly how many bytes are held. */
    int size() {
        return bytes.size();
    }

    /** Makes a part of what is held, names it in the state, and is empty again; empty when nothing is held. */
    Optional<Part> cut(Location folder, PullState state, int generation) {
        if (gzip == null) {
            return Optional.empty();
        }
        try {
            gzip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        var content = bytes.toByteArray();
        var name = name(generation, firstRow, state.query.format());
        state.parts.add(new PullState.Part(name, rows, content.length, Sha256.hex(content)));
        bytes.reset();
        gzip = null;
        rows = 0;
        return Optional.of(new Part(folder.resolve(name), content, false));
    }

    private static String name(int generation, long firstRow, RowsFormat format) {
        return String.format(Locale.ROOT, "part-%05d-%012d.%s.gz", generation, firstRow, format.text());
    }

    /** The fastest level: rows are written while the next page is on its way. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
