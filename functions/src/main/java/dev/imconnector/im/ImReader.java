package dev.imconnector.im;

import dev.imconnector.oauth.HttpAnswer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

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
    private final Dialect dialect;
    private final URI api;

    public ImReader(ImTransport transport, Dialect dialect) {
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
        var request = ImRequest.get(link.path());
        var attempt = new Attempt();
        var answer = transport.call(request, times, attempt::isUsable);
        if (answer.status() != 200) {
            throw refusal(link, request, answer);
        }
        var reading = attempt.reading;
        if (reading.fault() != null) {
            throw new ImRefusedException(transport.describe(request), 200, "but " + reading.fault());
        }
        var next = reading.nextLink() == null ? null : PageLink.next(reading.nextLink(), api, link);
        return reading.page(answer, next);
    }

    private ImException refusal(PageLink link, ImRequest request, HttpAnswer answer) {
        var call = transport.describe(request);
        var words = Dialect.words(answer);
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
            throw new ImRefusedException(transport.describe(request), answer.status(), Dialect.words(answer));
        }
        return Optional.of(answer.body());
    }

    /** The last answer that was looked at, read. */
    private static final class Attempt {

        private PageReading reading;

        boolean isUsable(HttpAnswer answer) {
            reading = new PageReading();
            return reading.read(answer);
        }
    }
}
