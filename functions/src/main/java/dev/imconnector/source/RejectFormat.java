package dev.imconnector.source;

import dev.imconnector.credit.Rejection;

/**
 * How records are handed back, in the form in which they came, so that they can be corrected and pushed again. The
 * bytes of parts simply follow each other: first {@link #header()}, then lines. For use by one thread.
 */
public interface RejectFormat {

    /** {@code rejects.csv} or {@code rejects.jsonl}. */
    String fileName();

    /** What stands before the first line, in UTF-8; may be empty. */
    byte[] header();

    /** One record with its reason, in UTF-8 with its line end. */
    byte[] line(SourceRecord record, Rejection rejection);
}
