package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads what whoever writes to a tenant must know of it: a few rows, all of them. For one piece of work. */
final class TenantRows {

    private final ImTransport transport;
    private final CallTimes times;

    TenantRows(ImTransport transport, CallTimes times) {
        this.transport = transport;
        this.times = times;
    }

    /**
     * All rows of a resource that match.
     *
     * @param expand references to be shown whole, with commas between; empty for none
     * @return each one JSON object
     * @throws dev.imconnector.im.ImException when there is no usable answer
     */
    List<String> all(TenantResource resource, String filter, String expand) throws InterruptedException {
        var rows = new ArrayList<String>();
        var followed = new HashSet<String>();
        var first = resource.path() + "?top=100&orderBy=" + resource.seq()
                + (expand.isEmpty() ? "" : "&expand=" + PageLink.encode(expand)) + "&$filter="
                + PageLink.encode(filter);
        for (var link = Optional.of(new PageLink(first, true)); link.isPresent(); ) {
            if (!followed.add(link.get().identity())) {
                throw NextLinkException.loop(followed.size());
            }
            var read = page(resource, link.get());
            add(read.rows(), rows);
            var page = link.get();
            link = read.nextLink().map(text -> TenantLinks.next(text, transport.api(), page));
        }
        return rows;
    }

    private PageAnswer.Rows page(TenantResource resource, PageLink link) throws InterruptedException {
        var request = ImRequest.get(link.path());
        var answer = transport.call(
                request,
                times,
                each -> !(new TenantPageReading(resource.name(), () -> RowFacts.NONE).read(each)
                        instanceof PageAnswer.CutOff));
        if (answer.status() != 200) {
            throw transport.refusal(request, answer);
        }
        if (new TenantPageReading(resource.name(), () -> RowFacts.NONE).read(answer) instanceof PageAnswer.Rows rows) {
            return rows;
        }
        throw new ImRefusedException(transport.describe(request), 200, "but it has no list of " + resource.name());
    }

    private static void add(Page page, List<String> rows) {
        for (int i = 0; i < page.size(); i++) {
            rows.add(new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8));
        }
    }
}
