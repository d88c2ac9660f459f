package dev.imconnector.store;

import java.io.IOException;

/** The object that was being read is no longer the version that was asked for. */
public final class ObjectChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Location location;

    public ObjectChangedException(Location location) {
        super(location + " was replaced or deleted while it was read");
        this.location = location;
    }

    public Location location() {
        return location;
    }
}
