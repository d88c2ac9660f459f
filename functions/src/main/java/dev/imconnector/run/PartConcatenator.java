package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoreException;
import java.io.IOException;
import java.util.List;

/** Puts an output together from its parts, as a stream. */
public final class PartConcatenator {

    private final ObjectStore store;
    private final Runnable betweenParts;

    /** @param betweenParts called before each part: renews the lease, or throws when there is no time left */
    public PartConcatenator(ObjectStore store, Runnable betweenParts) {
        this.store = store;
        this.betweenParts = betweenParts;
    }

    /**
     * Writes the output.
     *
     * @param output where to
     * @param head bytes before the first part
     * @param parts what follows, in that order
     * @param tail bytes after the last part, each element written on its own
     */
    public void compose(Location output, byte[] head, List<Location> parts, Iterable<byte[]> tail) {
        try (var writer = store.writer(output)) {
            writer.stream().write(head);
            for (var part : parts) {
                betweenParts.run();
                copy(part, writer);
            }
            for (var bytes : tail) {
                writer.stream().write(bytes);
            }
            betweenParts.run();
            writer.commit();
        } catch (IOException e) {
            throw new StoreException(
                    new Problem(
                            "STORE_UNREACHABLE",
                            output + " could not be composed of its parts",
                            "Check the store; the run resumes by itself once it answers"),
                    e);
        }
    }

    private void copy(Location part, ObjectWriter writer) throws IOException {
        var object = store.find(part)
                .orElseThrow(() -> new StoreException(
                        new Problem(
                                "PART_MISSING",
                                "The part " + part + " that the run record names is gone",
                                "Restore it from the bucket's versions, and call again with the same runId"),
                        null));
        try (var in = store.open(object)) {
            in.transferTo(writer.stream());
        }
    }
}
