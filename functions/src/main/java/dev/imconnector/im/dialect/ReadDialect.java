package dev.imconnector.im.dialect;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a dialect reads: pages of rows, single rows, and what a reconciliation compares. */
public interface ReadDialect {

    /** What can be read; all else is refused before a request is made. */
    Set<Entity> entities();

    /** How rows are listed, page by page. */
    PageDialect pages();

    /**
     * What rows are besides what is asked for, as far as it can be set; empty where nothing can. Pages from before and after
     * a change of it make no one result.
     */
    String shape();

    /** What was pushed, as IM shows it. */
    PushedCredits pushedCredits();

    /** The smallest request that shows whether this client may read. */
    ImRequest probe();

    /**
     * What a client must be able to read, the one that shows most first.
     *
     * @param mayRead whether it is the client for reading; else the one for writing
     * @return none when it must be able to read nothing
     */
    List<ReadCheck> checks(boolean mayRead);

    /**
     * The request for one row.
     *
     * @throws dev.imconnector.im.QueryException when no id can be that, or the entity cannot be read
     */
    ImRequest row(Entity entity, String id);

    /** What the answer to that says. */
    RowAnswer row(Entity entity, HttpAnswer answer);

    /**
     * The filter for the rows that a scheduled pull is for, where nobody says which.
     *
     * @param day the pull's business date
     * @param rows for what must be known of IM first
     * @return empty when all of them are
     * @throws dev.imconnector.im.QueryException when it cannot be told
     */
    Optional<String> usualFilter(Entity entity, LocalDate day, ImRows rows) throws InterruptedException;

    /**
     * How a pipeline run stands.
     *
     * @param run the row, one JSON object
     */
    PipelineState pipelineState(byte[] run);
}
