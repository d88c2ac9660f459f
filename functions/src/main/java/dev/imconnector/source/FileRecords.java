package dev.imconnector.source;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;

/** The records of one file, in one of its formats. For use by one thread. */
public interface FileRecords extends Closeable {

    /** Moves to the next record, without looking at its values; false after the last. */
    boolean advance() throws IOException;

    /** The line on which the record starts that was moved to, or could not be. */
    long line();

    /** How many records before this one were left out on purpose, as the mapping says: they have no position. */
    long leftOut();

    /** What the amounts of those come to, as far as they are amounts. */
    BigDecimal leftOutAmount();

    /** The record moved to, checked. */
    SourceRecord record(long position);
}
