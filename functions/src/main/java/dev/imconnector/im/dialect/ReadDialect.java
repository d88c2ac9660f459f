package dev.imconnector.im.dialect;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import java.util.Set;

/** How a dialect reads: pages of rows, single rows, and what a reconciliation compares. */
public interface ReadDialect {

    /** What can be read; all else is refused before a request is made. */
    Set<Entity> entities();

    /** How rows are listed, page by page. */
    PageDialect pages();

    /** What was pushed, as IM shows it. */
    PushedCredits pushedCredits();

    /** The smallest request that shows whether this client may read. */
    ImRequest probe();

    /**
     * The request for one row.
     *
     * @throws dev.imconnector.im.QueryException when no id can be that, or the entity cannot be read
     */
    ImRequest row(Entity entity, String id);

    /** What the answer to that says. */
    RowAnswer row(HttpAnswer answer);

    /**
     * How a pipeline run stands.
     *
     * @param run the row, one JSON object
     */
    PipelineState pipelineState(byte[] run);
}
