package dev.imconnector.source;

import java.io.Closeable;
import java.io.IOException;

/** The records of one file, in one of its formats. For use by one thread. */
public interface FileRecords extends Closeable {

    /** Moves to the next record, without looking at its values; false after the last. */
    boolean advance() throws IOException;

    /** The line on which the record starts that was moved to, or could not be. */
    long line();

    /** The record moved to, checked. */
    SourceRecord record(long position);
}
