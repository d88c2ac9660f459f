package dev.imconnector.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The store of exports, run records and their parts. Strongly consistent: what was written is read by the next read.
 * Safe for use by several threads and several processes. Every method throws {@link StoreException} when the store
 * cannot be reached or refuses, after the store's own retries.
 */
public interface ObjectStore {

    /** The object's size and version; empty when it does not exist. */
    Optional<StoredObject> find(Location object);

    /**
     * The objects in a folder and its sub-folders, sorted by location, without markers of empty folders.
     *
     * @param limit the most objects to return, at least 1
     */
    List<StoredObject> list(Location folder, int limit);

    /**
     * Opens that very version of an object as a stream. No connection stays open while the caller pauses between reads.
     * Reading throws {@link ObjectChangedException} as soon as the object is found to be another version or gone, and
     * any other {@link IOException} when the store fails meanwhile.
     *
     * @throws ObjectChangedException when it is already another version or gone
     */
    InputStream open(StoredObject object) throws IOException;

    /** Reads a small object completely (at most 16 MiB); empty when it does not exist. */
    Optional<StoredContent> read(Location object);

    /**
     * Writes the object if it does not exist.
     *
     * @return its version
     * @throws WriteConflictException when there is one already, or another write is under way; it may be this very
     *     write, whose answer was lost
     */
    String create(Location object, byte[] content) throws WriteConflictException;

    /**
     * Replaces the object when it still has that version.
     *
     * @return its new version
     * @throws WriteConflictException when it has another version, is gone, or another write is under way; it may be
     *     this very write, whose answer was lost
     */
    String replace(Location object, byte[] content, String version) throws WriteConflictException;

    /** Writes the object, whatever was there before. All or nothing is seen by readers. */
    void write(Location object, byte[] content);

    /** Starts to write an object of any size as a stream; nothing is seen by readers before the commit. */
    ObjectWriter writer(Location object);

    /** Deletes the object, if there is one. */
    void delete(Location object);
}
