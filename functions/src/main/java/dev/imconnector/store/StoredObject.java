package dev.imconnector.store;

import java.util.Objects;

/**
 * An object as it was found in a store.
 *
 * @param location where it is
 * @param size its size in bytes
 * @param version changes whenever the object's content does: the ETag in S3, size and modification time of a file
 */
public record StoredObject(Location location, long size, String version) {

    public StoredObject {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(version, "version");
    }
}
