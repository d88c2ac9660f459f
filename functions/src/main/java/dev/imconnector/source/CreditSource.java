package dev.imconnector.source;

import java.util.List;

/**
 * A sequence of records that can be read again and again: the same records in the same order and at the same positions
 * each time. A source that has changed since says so by an {@link InputException} rather than giving others.
 *
 * <p>All methods throw {@link InputException} when the input cannot be used, and
 * {@link dev.imconnector.store.StoreException} when it cannot be reached. For use by one thread at a time.
 */
public interface CreditSource {

    /** The files (or whatever the source is made of) by their index in {@link SourceRecord#file()}; for messages. */
    List<String> files();

    /**
     * Starts to read.
     *
     * @param fromPosition the position of the first record wanted; 0 is the input's first
     */
    CreditRecords open(long fromPosition);

    /**
     * Starts to read from the first record, checking on the way what the source knows about its own completeness (the
     * manifests of files); what disagrees is an {@link InputException} of the reading.
     */
    CreditRecords openAndVerify();

    /**
     * The form in which records of this source are handed back. Using it may read the files' headers.
     *
     * @param guardsFormulas whether what a spreadsheet could run is kept from it, where the form is one for spreadsheets;
     *     records that are pushed again are the same with and without
     */
    RejectFormat rejectFormat(boolean guardsFormulas);
}
