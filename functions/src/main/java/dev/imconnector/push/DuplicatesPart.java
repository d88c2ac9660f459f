package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import java.io.IOException;

/** Keeps what the first pass found of repeated sourceRefs for the invocations after it. */
final class DuplicatesPart {

    private DuplicatesPart() {}

    static void write(Duplicates duplicates, ObjectStore store, Location part) {
        try (var writer = store.writer(part)) {
            duplicates.writeTo(writer.stream());
            writer.commit();
        } catch (IOException e) {
            throw unusable(part, "could not be written", e);
        }
    }

    static Duplicates read(ObjectStore store, Location part) {
        var object = store.find(part).orElseThrow(() -> unusable(part, "is gone", null));
        try (var in = store.open(object)) {
            return Duplicates.readFrom(in);
        } catch (IOException e) {
            throw unusable(part, "could not be read", e);
        }
    }

    private static StoreException unusable(Location part, String how, IOException cause) {
        return new StoreException(
                new Problem(
                        "PART_UNUSABLE",
                        "The part " + part + " of the run " + how,
                        "Restore it from the bucket's versions, and call again with the same runId"),
                cause);
    }
}
