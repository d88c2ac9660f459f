package dev.imconnector.run;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The next part of an output, filled between two checkpoints. For use by one thread. */
public final class PartBuffer {

    private final boolean gzip;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long firstRow = -1;

    /** @param gzip whether the parts are gzipped */
    public PartBuffer(boolean gzip) {
        this.gzip = gzip;
    }

    /**
     * Adds rows.
     *
     * @param row the first of them
     * @param lines their bytes
     */
    public void add(long row, byte[] lines) {
        if (firstRow < 0) {
            firstRow = row;
        }
        bytes.writeBytes(lines);
    }

    /** How many bytes are held. */
    public int size() {
        return bytes.size();
    }

    /**
     * What is held, as a part that is named in the list; nothing is held afterwards. The part must be written before the
     * list is.
     *
     * @return empty when nothing is held
     */
    public Optional<Part> take(Location folder, PartList parts, int generation) {
        if (firstRow < 0) {
            return Optional.empty();
        }
        var part = new Part(parts.location(folder, generation, firstRow), bytes.toByteArray(), gzip);
        parts.add(generation, firstRow);
        clear();
        return Optional.of(part);
    }

    /** Writes what is held as a part that is named in the list; does nothing when nothing is held. */
    public void flush(ObjectStore store, Location folder, PartList parts, int generation) {
        take(folder, parts, generation).ifPresent(part -> part.write(store));
    }

    /** Forgets what is held. */
    public void clear() {
        bytes.reset();
        firstRow = -1;
    }
}
