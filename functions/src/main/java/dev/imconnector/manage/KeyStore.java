package dev.imconnector.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.hashing.Sha256;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.WriteConflictException;
import java.io.IOException;
import java.util.Optional;

/**
 * The idempotency keys that were used, each an object {@code <SHA-256 of the key>.json}. The conditional write decides
 * which of two equal requests goes on. Safe for use by several threads and processes.
 */
final class KeyStore {

    private final ObjectStore store;
    private final Location folder;

    /** @param folder of all keys */
    KeyStore(ObjectStore store, Location folder) {
        this.store = store;
        this.folder = folder.asFolder();
    }

    /**
     * Takes the key for this request.
     *
     * @return empty when it is taken now; else what became of the request that took it
     */
    Optional<KeyRecord> take(String key, KeyRecord mine) {
        var location = location(key);
        try {
            store.create(location, json(mine));
            return Optional.empty();
        } catch (WriteConflictException e) {
            var found = store.read(location).map(stored -> parse(stored.content(), location));
            // One's own write, whose answer was lost on the way, is no conflict. Nothing found: a write of another is
            // under way, or has just been undone; either way this request does not hold the key.
            return found.filter(mine::equals).isPresent() ? Optional.empty() : Optional.of(found.orElse(mine));
        }
    }

    /** Writes what became of the request that holds the key. */
    void put(String key, KeyRecord record) {
        store.write(location(key), json(record));
    }

    /** Frees the key of a request that has had no effect. */
    void release(String key) {
        store.delete(location(key));
    }

    private Location location(String key) {
        return folder.resolve(Sha256.hex(key) + ".json");
    }

    private static KeyRecord parse(byte[] content, Location location) {
        try {
            return RunRecords.json().readValue(content, KeyRecord.class);
        } catch (IOException e) {
            throw new StoreException(
                    new Problem(
                            "IDEMPOTENCY_RECORD_UNREADABLE",
                            "The record " + location + " of an Idempotency-Key cannot be read",
                            "Check in IM whether that pipeline run was started, then use a new key"),
                    e);
        }
    }

    private static byte[] json(KeyRecord record) {
        try {
            return RunRecords.json().writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of a key can always be written as JSON", e);
        }
    }
}
