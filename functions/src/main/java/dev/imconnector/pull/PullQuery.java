package dev.imconnector.pull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    /** Which rows, or null for all; null too while it is to be found. */
    private String filter;

    /** Whether nobody said which rows, so that the dialect says which are usual. */
    private boolean isUsual;

    /** Whether the dialect still has to say it. */
    private boolean isOpen;

    /** Which fields as they were asked for, empty for all. */
    private List<String> select;

    /** In which order; never empty. */
    private String orderby;

    private RowsFormat format;
    private int pageSize;
    private boolean guardsFormulas;
    private boolean emptyIsFine;

    /** The API's base address, and the dialect's shape of rows: pages of two tenants never make one result. */
    @JsonProperty("api")
    private String source;

    private PullQuery() {}

    /** Whether a checkpoint that it was read from had it whole. */
    boolean looksWhole() {
        return entity != null
                && select != null
                && !select.contains(null)
                && orderby != null
                && format != null
                && pageSize > 0
                && source != null;
    }

    /**
     * @param rows nothing in it is absent
     * @param source where rows come from, and as what
     */
    static PullQuery of(Entity entity, RowSelection rows, PullOutput output, int pageSize, String source) {
        var query = new PullQuery();
        query.entity = entity;
        query.filter =
                rows.filter().map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
        query.isUsual = rows.filter().isEmpty();
        query.isOpen = query.isUsual;
        query.select = rows.select().map(Fields::of).orElseGet(List::of);
        query.orderby = rows.orderby().orElseThrow();
        query.format = output.format();
        query.guardsFormulas = output.guardsFormulas();
        query.emptyIsFine = output.emptyIsFine();
        query.pageSize = pageSize;
        query.source = source;
        return query;
    }

    /** The same of another IM. */
    PullQuery at(String other) {
        var query = like(other);
        query.filter = isUsual ? null : filter;
        query.isOpen = isUsual;
        return query;
    }

    /** The same for the rows that the dialect says are usual. */
    PullQuery forUsual(Optional<String> usualFilter) {
        var query = like(source);
        query.filter = usualFilter.orElse(null);
        return query;
    }

    private PullQuery like(String its) {
        var query = new PullQuery();
        query.entity = entity;
        query.isUsual = isUsual;
        query.select = select;
        query.orderby = orderby;
        query.format = format;
        query.guardsFormulas = guardsFormulas;
        query.emptyIsFine = emptyIsFine;
        query.pageSize = pageSize;
        query.source = its;
        return query;
    }

    Entity entity() {
        return entity;
    }

    /** Whether it has to be found out which rows are usual, before the first page. */
    boolean isOpen() {
        return isOpen;
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

    String source() {
        return source;
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
