package dev.imconnector.im.read;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.ReadDialect;
import dev.imconnector.im.dialect.RowAnswer;
import dev.imconnector.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads from IM; has no way to write. Safe for use by several threads.
 *
 * <p>Pages are read one after the other, each by the link that came with the one before: IM's links are never built
 * here. A page whose answer failed, is cut off or is no page is asked for again, and never taken for the last one.
 */
public final class ImReader {

    private static final int MOST_KEPT = 10_000;

    private final ImTransport transport;
    private final ReadDialect dialect;
    private final PageDialect pages;

    public ImReader(ImTransport transport, ReadDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
        this.pages = dialect.pages();
    }

    /**
     * The first page of the rows that the query asks for; the order is the entity's own when the query has none.
     *
     * @throws QueryException when this IM cannot be asked for that
     */
    public PageLink first(PageQuery query) {
        requireReadable(query.entity());
        return pages.first(query);
    }

    private void requireReadable(Entity entity) {
        if (!dialect.entities().contains(entity)) {
            throw new QueryException(new Problem(
                    "ENTITY_MISSING",
                    "The configured IM shows no " + entity + "; nothing was sent",
                    "Use one of " + dialect.entities()));
        }
    }

    /** The page whose {@link PageLink#path()} was written down. */
    public PageLink restored(String path) {
        return pages.restored(path, transport.api());
    }

    /** Whether a link leads to rows of that entity, and to nothing else. */
    public boolean leadsTo(Entity entity, PageLink link) {
        return pages.leadsTo(entity, link);
    }

    /**
     * Reads a page.
     *
     * @throws LinkExpiredException when IM does not accept its own link any more
     * @throws NextLinkException when the link to the next page must not be followed
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public Page page(PageLink link, CallTimes times) throws InterruptedException {
        var attempt = new Attempt(link);
        call(link, times, attempt::isWhole);
        return page(link, attempt.read);
    }

    /**
     * Fetches a page and reads no more of it than its end, so that the next one can be on its way while this one is read.
     * A page that does not end with a link is read at once, for it may be cut off.
     *
     * @throws LinkExpiredException when IM does not accept its own link any more
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public FetchedPage fetch(PageLink link, CallTimes times) throws InterruptedException {
        var attempt = new Attempt(link);
        var answer = call(link, times, attempt::endsAsPage);
        return new FetchedPage(link, answer, attempt.read, ahead(attempt.link, link));
    }

    /**
     * Reads what was fetched; asks for it again when it turns out not to be whole.
     *
     * @throws NextLinkException when the link to the next page must not be followed
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public Page read(FetchedPage fetched, CallTimes times) throws InterruptedException {
        var read = fetched.read().orElseGet(() -> pages.read(fetched.link(), fetched.answer()));
        return read instanceof PageAnswer.CutOff ? page(fetched.link(), times) : page(fetched.link(), read);
    }

    private HttpAnswer call(PageLink link, CallTimes times, Predicate<HttpAnswer> isUsable)
            throws InterruptedException {
        var request = pages.request(link);
        var answer = transport.call(request, times, isUsable);
        if (answer.status() != 200) {
            throw refusal(link, request, answer);
        }
        return answer;
    }

    private Page page(PageLink link, PageAnswer read) {
        if (read instanceof PageAnswer.Rows rows) {
            return rows.rows().leadingTo(rows.nextLink().map(text -> pages.next(text, transport.api(), link)));
        }
        var fault = read instanceof PageAnswer.NoPage none ? none.fault() : "it is cut off";
        throw new ImRefusedException(transport.describe(pages.request(link)), 200, "but " + fault);
    }

    private PageLink ahead(String link, PageLink page) {
        try {
            return link == null ? null : pages.next(link, transport.api(), page);
        } catch (NextLinkException e) {
            // Nothing is asked for there; whether it is the page's own link, and so an error, is seen when it is read.
            return null;
        }
    }

    private ImException refusal(PageLink link, ImRequest request, HttpAnswer answer) {
        return !link.isFirst() && pages.isExpired(answer)
                ? new LinkExpiredException(transport.describe(request), answer.status(), transport.words(answer))
                : transport.refusal(request, answer);
    }

    /**
     * All rows that a query asks for, one page after the other.
     *
     * @throws QueryException when there are more than {@value #MOST_KEPT}
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public List<String> all(PageQuery query, CallTimes times) throws InterruptedException {
        var rows = new ArrayList<String>();
        var followed = new HashSet<String>();
        for (var link = Optional.of(first(query)); link.isPresent(); ) {
            if (!followed.add(link.get().identity())) {
                throw NextLinkException.loop(followed.size());
            }
            var page = page(link.get(), times);
            for (int i = 0; i < page.size(); i++) {
                rows.add(new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8));
            }
            if (rows.size() > MOST_KEPT) {
                throw new QueryException(new Problem(
                        "TOO_MANY_ROWS",
                        "IM has more than " + MOST_KEPT + " " + query.entity() + ", where the connector expected few",
                        "Set calendar to the name of the one calendar by which you pay"));
            }
            link = page.next();
        }
        return rows;
    }

    /**
     * Reads one row by its id.
     *
     * @return JSON as IM wrote it, or empty when there is no such row
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public Optional<byte[]> find(Entity entity, String id, CallTimes times) throws InterruptedException {
        requireReadable(entity);
        var request = dialect.row(entity, id);
        var answer = transport.call(request, times, each -> !(dialect.row(entity, each) instanceof RowAnswer.CutOff));
        var row = dialect.row(entity, answer);
        if (row instanceof RowAnswer.Row found) {
            return Optional.of(found.json());
        }
        if (row instanceof RowAnswer.NoRow) {
            return Optional.empty();
        }
        if (row instanceof RowAnswer.Several) {
            throw new QueryException(new Problem(
                    "ROW_AMBIGUOUS",
                    "IM has more than one of the " + entity + " with the id " + id,
                    "Look at them in IM, or list them with a filter"));
        }
        throw transport.refusal(request, answer);
    }

    /**
     * How a pipeline run stands.
     *
     * @param run the row as it was read
     */
    public PipelineState pipelineState(byte[] run) {
        return dialect.pipelineState(run);
    }

    /** The last answer that was examined, after it was read. */
    private final class Attempt {

        private final PageLink page;
        private PageAnswer read;
        private String link;

        private Attempt(PageLink page) {
            this.page = page;
        }

        boolean isWhole(HttpAnswer answer) {
            read = pages.read(page, answer);
            link = read instanceof PageAnswer.Rows rows ? rows.nextLink().orElse(null) : null;
            return !(read instanceof PageAnswer.CutOff);
        }

        boolean endsAsPage(HttpAnswer answer) {
            read = null;
            link = pages.linkAtEnd(answer.body()).orElse(null);
            return link != null || isWhole(answer);
        }
    }
}
