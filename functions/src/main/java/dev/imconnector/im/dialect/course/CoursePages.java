package dev.imconnector.im.dialect.course;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.dialect.LinkBoundary;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PageEnd;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Lists as OData has them: options with a dollar sign, and a link to the next page that is absolute or relative. */
final class CoursePages implements PageDialect {

    /** Statuses by which a link is refused that IM itself has made: the place it stood for is gone. */
    private static final Set<Integer> EXPIRED = Set.of(400, 404, 410, 422);

    @Override
    public String defaultOrder(Entity entity) {
        return switch (entity) {
            case RESULTS -> "participantId,periodId";
            case PARTICIPANTS -> "participantId";
            case COMP_PLANS -> "planId";
            case QUOTAS -> "quotaId";
            case CREDITS -> "sourceRef";
            case PIPELINE_RUNS -> "runId";
            case SALES_TRANSACTIONS, PERIODS, POSITIONS -> throw new IllegalArgumentException("no rows of " + entity);
        };
    }

    /** {@code /results}. */
    static String collection(Entity entity) {
        return switch (entity) {
            case RESULTS -> "/results";
            case PARTICIPANTS -> "/participants";
            case COMP_PLANS -> "/comp-plans";
            case QUOTAS -> "/quotas";
            case CREDITS -> "/credits";
            case PIPELINE_RUNS -> "/pipeline-runs";
            case SALES_TRANSACTIONS, PERIODS, POSITIONS -> throw new IllegalArgumentException("no rows of " + entity);
        };
    }

    @Override
    public PageLink first(PageQuery query) {
        var options = new StringJoiner("&", "?", "");
        query.filter().ifPresent(filter -> options.add("$filter=" + PageLink.encode(filter)));
        if (!query.select().isEmpty()) {
            options.add("$select=" + PageLink.encode(String.join(",", query.select())));
        }
        options.add("$orderby=" + PageLink.encode(query.orderby().orElseGet(() -> defaultOrder(query.entity()))));
        query.top().ifPresent(rows -> options.add("$top=" + rows));
        query.skip().ifPresent(rows -> options.add("$skip=" + rows));
        return new PageLink(collection(query.entity()) + options, true);
    }

    @Override
    public PageLink next(String text, URI api, PageLink page) {
        return LinkBoundary.next(text, api, page);
    }

    @Override
    public PageLink restored(String path, URI api) {
        return next(api + path, api, new PageLink(path, false));
    }

    @Override
    public boolean leadsTo(Entity entity, PageLink link) {
        var place = link.place();
        return CourseReads.ENTITIES.contains(entity) && isBelow(place, entity);
    }

    private static boolean isBelow(String place, Entity entity) {
        return place.equals(collection(entity)) || place.startsWith(collection(entity) + "/");
    }

    @Override
    public ImRequest request(PageLink link) {
        return ImRequest.get(link.path());
    }

    @Override
    public Optional<String> linkAtEnd(byte[] body) {
        return PageEnd.link(body, "@odata.nextLink");
    }

    @Override
    public PageAnswer read(PageLink link, HttpAnswer answer) {
        return new PageReading().read(answer);
    }

    @Override
    public boolean mayTakeTopForTheWhole() {
        return true;
    }

    @Override
    public boolean isExpired(HttpAnswer refusal) {
        return EXPIRED.contains(refusal.status());
    }
}
