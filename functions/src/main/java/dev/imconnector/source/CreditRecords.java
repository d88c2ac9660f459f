package dev.imconnector.source;

import java.io.Closeable;

/** One reading of a {@link CreditSource}. For use by one thread. */
public interface CreditRecords extends Closeable {

    /**
     * The next record, or null after the last.
     *
     * @throws InputException when the input cannot be used, or is no longer what it was
     * @throws dev.imconnector.store.StoreException when it cannot be reached
     */
    SourceRecord next();

    /** How many records were left out so far on purpose, as a mapping says; they do not count as read. */
    long leftOut();

    @Override
    void close();
}
