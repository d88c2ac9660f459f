package dev.imconnector.manage;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.RowId;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.read.ImReader;
import java.util.Optional;

/**
 * Looks rows up in IM, one page or one row at a time. Where the next page is, is handed to the caller as a signed mark, and
 * checked when it comes back: it was made here, of a link of IM's, and leads to rows of the same entity below the API's
 * base path, or is refused. Safe for use by several threads.
 */
public final class RowLookup {

    private final ImReader reader;

    private final NextMarks marks;

    public RowLookup(ImReader reader, NextMarks marks) {
        this.reader = reader;
        this.marks = marks;
    }

    /** @throws dev.imconnector.im.ImException when there is no usable answer */
    public Page first(PageQuery query, CallTimes times) throws InterruptedException {
        return checked(query.entity(), reader.page(reader.first(query), times));
    }

    /**
     * Reads the page that a mark stands for.
     *
     * @param mark as {@link #mark} made it
     * @throws NextPageException when it is none of this entity, or IM no longer accepts it
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    public Page next(Entity entity, String mark, CallTimes times) throws InterruptedException {
        var link = link(entity, mark);
        if (!marks.isOurs(mark, times.begin())) {
            throw NextPageException.notOurs();
        }
        try {
            return checked(entity, reader.page(link, times));
        } catch (LinkExpiredException e) {
            throw NextPageException.expired(e);
        }
    }

    /** The mark of a page of this look-up. */
    public String mark(PageLink link) {
        return marks.of(link);
    }

    private PageLink link(Entity entity, String mark) {
        try {
            var link = reader.restored(NextMarks.path(mark));
            if (reader.leadsTo(entity, link)) {
                return link;
            }
        } catch (IllegalArgumentException | NextLinkException e) {
            throw NextPageException.invalid(e);
        }
        throw NextPageException.invalid(null);
    }

    private Page checked(Entity entity, Page page) {
        if (page.next().isPresent() && !reader.leadsTo(entity, page.next().get())) {
            throw NextLinkException.strays(entity);
        }
        return page;
    }

    /**
     * Reads one row.
     *
     * @return JSON as IM wrote it, or empty when there is no such row
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    public Optional<byte[]> row(Entity entity, RowId id, CallTimes times) throws InterruptedException {
        return reader.find(entity, id.text(), times);
    }

    /**
     * How a pipeline run stands.
     *
     * @param run the row as it was read
     */
    public PipelineState pipelineState(byte[] run) {
        return reader.pipelineState(run);
    }
}
