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
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.im.dialect.course.PageEnd;
import dev.imconnector.im.dialect.course.PageReading;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads from IM; has no way to write. Safe for use by several threads.
 *
 * <p>Pages are read one after the other, each by the link that came with the one before: IM's links are never built
 * here. A page whose answer failed, is cut off or is no page is asked for again, and never taken for the last one.
 */
public final class ImReader {

    /** Statuses by which a link is refused that IM itself has made: the place it stood for is gone. */
    private static final Set<Integer> EXPIRED = Set.of(400, 404, 410, 422);

    private final ImTransport transport;
    private final CourseDialect dialect;
    private final URI api;

    public ImReader(ImTransport transport, CourseDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
        this.api = transport.api();
    }

    /** The first page of the rows that the query asks for; the order is the entity's own when the query has none. */
    public PageLink first(PageQuery query) {
        return new PageLink(dialect.listPath(query), true);
    }

    /** The page whose {@link PageLink#path()} was written down. */
    public PageLink restored(String path) {
        return PageLink.restored(path, api);
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
        var attempt = new Attempt();
        var answer = call(link, times, attempt::isWhole);
        return page(link, answer, attempt.reading);
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
        var attempt = new Attempt();
        var answer = call(link, times, attempt::endsAsPage);
        return new FetchedPage(link, answer, attempt.reading, ahead(attempt.link, link));
    }

    /**
     * Reads what was fetched; asks for it again when it turns out not to be whole.
     *
     * @throws NextLinkException when the link to the next page must not be followed
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public Page read(FetchedPage fetched, CallTimes times) throws InterruptedException {
        if (fetched.reading().isPresent()) {
            return page(fetched.link(), fetched.answer(), fetched.reading().get());
        }
        var reading = new PageReading();
        return reading.read(fetched.answer())
                ? page(fetched.link(), fetched.answer(), reading)
                : page(fetched.link(), times);
    }

    private HttpAnswer call(PageLink link, CallTimes times, Predicate<HttpAnswer> isUsable)
            throws InterruptedException {
        var request = ImRequest.get(link.path());
        var answer = transport.call(request, times, isUsable);
        if (answer.status() != 200) {
            throw refusal(link, request, answer);
        }
        return answer;
    }

    private Page page(PageLink link, HttpAnswer answer, PageReading reading) {
        if (reading.fault() != null) {
            throw new ImRefusedException(transport.describe(ImRequest.get(link.path())), 200, "but " + reading.fault());
        }
        return reading.page(answer, reading.nextLink() == null ? null : PageLink.next(reading.nextLink(), api, link));
    }

    private PageLink ahead(String link, PageLink page) {
        try {
            return link == null ? null : PageLink.next(link, api, page);
        } catch (NextLinkException e) {
            // Nothing is asked for there; whether it is the page's own link, and so an error, is seen when it is read.
            return null;
        }
    }

    private ImException refusal(PageLink link, ImRequest request, HttpAnswer answer) {
        var call = transport.describe(request);
        var words = CourseDialect.words(answer);
        return !link.isFirst() && EXPIRED.contains(answer.status())
                ? new LinkExpiredException(call, answer.status(), words)
                : new ImRefusedException(call, answer.status(), words);
    }

    /**
     * Reads one row by its id.
     *
     * @return JSON as IM wrote it, or empty when there is no such row
     * @throws ImException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    public Optional<byte[]> find(Entity entity, String id, CallTimes times) throws InterruptedException {
        var request = ImRequest.get(dialect.path(entity, id));
        var answer = transport.call(request, times, dialect::isWholeJson);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new ImRefusedException(transport.describe(request), answer.status(), CourseDialect.words(answer));
        }
        return Optional.of(answer.body());
    }

    /** The last answer that was looked at, read. */
    private static final class Attempt {

        private PageReading reading;
        private String link;

        boolean isWhole(HttpAnswer answer) {
            reading = new PageReading();
            var isWhole = reading.read(answer);
            link = reading.nextLink();
            return isWhole;
        }

        boolean endsAsPage(HttpAnswer answer) {
            reading = null;
            link = PageEnd.nextLink(answer.body()).orElse(null);
            return link != null || isWhole(answer);
        }
    }
}
