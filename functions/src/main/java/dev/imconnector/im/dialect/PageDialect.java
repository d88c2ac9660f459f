package dev.imconnector.im.dialect;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import java.net.URI;
import java.util.Optional;

/** How a dialect lists rows: the first page by a query, each further one by the link that came with the one before. */
public interface PageDialect {

    /**
     * The order in which an entity's rows come when nothing else is asked for. Without an order, pages overlap and leave
     * gaps; that it tells all rows apart is likely and no more, so a pull looks for rows that come twice.
     */
    String defaultOrder(Entity entity);

    /**
     * The first page of the rows that a query asks for.
     *
     * @throws dev.imconnector.im.QueryException when it cannot be asked for
     */
    PageLink first(PageQuery query);

    /**
     * Reads IM's link to the next page, which leads below the API's address or is refused: it would carry the token away.
     *
     * @param text as IM wrote it
     * @param api the API's base address, without a slash at its end
     * @param page the page that it came with
     * @throws dev.imconnector.im.NextLinkException when it must not be followed
     */
    PageLink next(String text, URI api, PageLink page);

    /**
     * The link whose {@link PageLink#path()} was written down.
     *
     * @throws dev.imconnector.im.NextLinkException when it must not be followed
     */
    PageLink restored(String path, URI api);

    /** Whether a link leads to rows of that entity, and to nothing else. */
    boolean leadsTo(Entity entity, PageLink link);

    /** The request for a page. */
    ImRequest request(PageLink link);

    /**
     * The link that the end of an answer's body names, before all of it is read. Very likely the page's own: only who
     * reads the page knows.
     */
    Optional<String> linkAtEnd(byte[] body);

    /**
     * Reads an answer with status 200 and a body.
     *
     * @param link where it comes from
     */
    PageAnswer read(PageLink link, HttpAnswer answer);

    /**
     * Whether IM may read the page size as the size of the complete list, so that a full page does not prove that
     * there are more rows or none.
     */
    boolean mayTakeTopForTheWhole();

    /** Whether an answer that is not a page means that IM no longer accepts a link that it made itself. */
    boolean isExpired(HttpAnswer refusal);
}
