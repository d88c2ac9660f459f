package dev.imconnector.store;

/** A conditional write was refused because the object is not, or may not be, as the writer knew it. */
public final class WriteConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    public WriteConflictException(Location object) {
        super(object + " was changed by another writer, or already by this very write");
    }
}
