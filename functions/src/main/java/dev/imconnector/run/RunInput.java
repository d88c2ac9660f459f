package dev.imconnector.run;

import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.util.Objects;

/**
 * An input of a run, pinned.
 *
 * @param uri the text of its {@link Location}
 * @param size in bytes
 * @param version as in {@link StoredObject#version()}
 */
public record RunInput(String uri, long size, String version) {

    public RunInput {
        Location.parse(uri);
        Objects.requireNonNull(version, "version");
    }

    public static RunInput of(StoredObject object) {
        return new RunInput(object.location().toString(), object.size(), object.version());
    }

    public StoredObject toStoredObject() {
        return new StoredObject(Location.parse(uri), size, version);
    }
}
