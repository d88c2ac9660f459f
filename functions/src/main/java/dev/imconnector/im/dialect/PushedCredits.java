package dev.imconnector.im.dialect;

import dev.imconnector.im.Entity;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** What was pushed, as IM shows it: what a reconciliation asks for and how it reads the answer. */
public interface PushedCredits {

    /** As what IM shows it. */
    Entity entity();

    /** The fields to ask for; none for all. */
    List<String> fields();

    /**
     * The filter for the credits of these periods.
     *
     * @param periods at least one
     * @param rows for what must be known of IM first
     * @throws dev.imconnector.im.QueryException when IM cannot be asked for them
     */
    String filter(Collection<String> periods, ImRows rows) throws InterruptedException;

    /**
     * Reads a row.
     *
     * @param row one JSON object
     * @throws IOException when it is none
     */
    PushedCredit read(String row) throws IOException;
}
