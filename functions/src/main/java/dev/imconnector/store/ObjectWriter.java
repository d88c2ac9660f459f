package dev.imconnector.store;

import java.io.OutputStream;

/**
 * An object under way: {@link #stream()} takes its bytes, {@link #commit()} makes it seen, whole. Closed without a
 * commit, it leaves nothing behind. For use by one thread.
 */
public interface ObjectWriter extends AutoCloseable {

    /** Where the bytes go. The stream's own {@code close} does not commit. */
    OutputStream stream();

    /** Makes the object seen, replacing what was there. */
    void commit();

    /** Gives up what was not committed. */
    @Override
    void close();
}
