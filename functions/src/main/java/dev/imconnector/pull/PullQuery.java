package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.store.RowsFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run pulls and how: the same from its first invocation to its last, whatever is configured meanwhile. Part of a
 * checkpoint; not changed once it is made.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
final class PullQuery {

    private Entity entity;

    /** Which rows, or null for all. */
    private String filter;

    /** Which fields as they were asked for, empty for all. */
    private List<String> select;

    /** In which order; never empty. */
    private String orderby;

    private RowsFormat format;
    private int pageSize;
    private boolean guardsFormulas;
    private boolean emptyIsFine;

    /** The API's base address: pages of two tenants never make one result. */
    private String api;

    private PullQuery() {}

    /**
     * @param rows nothing in it is absent
     * @param api the API's base address
     */
    static PullQuery of(Entity entity, RowSelection rows, PullOutput output, int pageSize, String api) {
        var query = new PullQuery();
        query.entity = entity;
        query.filter = rows.filter().orElse(null);
        query.select = rows.select().map(Fields::of).orElseGet(List::of);
        query.orderby = rows.orderby().orElseThrow();
        query.format = output.format();
        query.guardsFormulas = output.guardsFormulas();
        query.emptyIsFine = output.emptyIsFine();
        query.pageSize = pageSize;
        query.api = api;
        return query;
    }

    /** The same of another IM. */
    PullQuery at(String otherApi) {
        var query = new PullQuery();
        query.entity = entity;
        query.filter = filter;
        query.select = select;
        query.orderby = orderby;
        query.format = format;
        query.guardsFormulas = guardsFormulas;
        query.emptyIsFine = emptyIsFine;
        query.pageSize = pageSize;
        query.api = otherApi;
        return query;
    }

    Entity entity() {
        return entity;
    }

    String filter() {
        return filter;
    }

    List<String> select() {
        return select;
    }

    String orderby() {
        return orderby;
    }

    RowsFormat format() {
        return format;
    }

    int pageSize() {
        return pageSize;
    }

    boolean guardsFormulas() {
        return guardsFormulas;
    }

    boolean emptyIsFine() {
        return emptyIsFine;
    }

    String api() {
        return api;
    }

    /**
     * The fields to ask for: those that are wanted, and those that the rows are ordered by. Without these, rows that
     * differ could look the same, and a row that comes twice could not be told from two rows.
     */
    List<String> fields() {
        return Fields.withOrder(select, orderby);
    }

    /** @param withTop whether to say how many rows a page is to have */
    PageQuery pages(boolean withTop) {
        return new PageQuery(
                entity,
                Optional.ofNullable(filter),
                fields(),
                Optional.of(orderby),
                withTop ? OptionalInt.of(pageSize) : OptionalInt.empty(),
                OptionalInt.empty());
    }
}
