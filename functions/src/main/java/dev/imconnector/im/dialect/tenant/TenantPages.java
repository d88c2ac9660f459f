package dev.imconnector.im.dialect.tenant;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageDialect;
import dev.imconnector.im.dialect.PageEnd;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Lists with offsets, ordered by the number that tells rows apart, each page followed by the link to the next one. */
final class TenantPages implements PageDialect {

    /** The most rows that a page has, as the documents say. */
    private static final int MOST_ROWS = 100;

    /** Statuses by which a link is refused that IM itself has made: the place it stood for is gone. */
    private static final Set<Integer> EXPIRED = Set.of(400, 404, 410, 422);

    private final Map<Entity, TenantResource> resources;
    private final TenantReadOptions options;

    TenantPages(TenantReadOptions options) {
        this.options = options;
        this.resources = TenantResource.all(options.results());
    }

    Map<Entity, TenantResource> resources() {
        return resources;
    }

    @Override
    public String defaultOrder(Entity entity) {
        return resources.get(entity).seq();
    }

    /** @throws dev.imconnector.im.QueryException when it names fields that only other IMs have */
    @Override
    public PageLink first(PageQuery query) {
        var resource = resources.get(query.entity());
        var others = new OtherNames(query.entity(), resource);
        var select = select(query, resource, others);
        var parameters = new StringJoiner("&", "?", "");
        // What it is when it is not sent differs with what is shown of references.
        parameters.add("top=" + Math.min(query.top().orElse(MOST_ROWS), MOST_ROWS));
        query.skip().ifPresent(rows -> parameters.add("skip=" + rows));
        parameters.add("orderBy=" + PageLink.encode(order(query, resource, others)));
        var expand = new ArrayList<>(resource.expand());
        if (!select.isEmpty()) {
            parameters.add("select=" + PageLink.encode(String.join(",", select)));
            expand.retainAll(select);
        }
        if (!expand.isEmpty()) {
            parameters.add("expand=" + PageLink.encode(String.join(",", expand)));
        }
        query.filter().ifPresent(filter -> {
            others.requireNoneIn(filter);
            parameters.add("$filter=" + PageLink.encode(filter));
        });
        return new PageLink(resource.path() + parameters, true);
    }

    /** The fields that are asked for, and those without which rows cannot be told apart, or posted from trial. */
    private List<String> select(PageQuery query, TenantResource resource, OtherNames others) {
        var select = new ArrayList<>(query.select());
        if (select.isEmpty()) {
            return select;
        }
        select.forEach(field -> others.require(field, "the selection"));
        var needed = new ArrayList<>(List.of(resource.seq()));
        if (query.entity() == Entity.RESULTS && options.results().saysWhetherPosted()) {
            needed.add(ResultFacts.POSTED_BY);
        }
        needed.removeAll(select);
        select.addAll(needed);
        return select;
    }

    /** The order that is asked for, at its end always the number that tells all rows apart. */
    private static String order(PageQuery query, TenantResource resource, OtherNames others) {
        var order = query.orderby().orElse(resource.seq());
        var last = "";
        for (var each : order.split(",")) {
            last = each.strip().split("\\s+")[0];
            others.require(last.replaceFirst("/.*", ""), "the order");
        }
        return last.equals(resource.seq()) ? order : order + "," + resource.seq();
    }

    @Override
    public PageLink next(String text, URI api, PageLink page) {
        return TenantLinks.next(text, api, page);
    }

    @Override
    public PageLink restored(String path, URI api) {
        return next(TenantFamily.VERSION + path, api, new PageLink(path, false));
    }

    @Override
    public boolean leadsTo(Entity entity, PageLink link) {
        return resources.containsKey(entity)
                && link.place().equals(resources.get(entity).path());
    }

    @Override
    public ImRequest request(PageLink link) {
        return ImRequest.get(link.path());
    }

    @Override
    public Optional<String> linkAtEnd(byte[] body) {
        return PageEnd.link(body, "next");
    }

    @Override
    public PageAnswer read(PageLink link, HttpAnswer answer) {
        var resource = link.place().substring(1);
        return new TenantPageReading(resource, facts(resource)).read(answer);
    }

    Supplier<RowFacts> facts(String resource) {
        if (resource.equals(options.results().resource())) {
            return () -> new ResultFacts(options.results(), options.isPostedOnly());
        }
        return resource.equals(resources.get(Entity.PARTICIPANTS).name())
                ? () -> new ParticipantFacts(options.today())
                : () -> RowFacts.NONE;
    }

    @Override
    public boolean mayTakeTopForTheWhole() {
        return false;
    }

    @Override
    public boolean isExpired(HttpAnswer refusal) {
        return EXPIRED.contains(refusal.status());
    }
}
