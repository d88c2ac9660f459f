package dev.imconnector.pull;

import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.PageQuery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run pulls and how: the same from its first invocation to its last, whatever is configured meanwhile.
 *
 * @param entity what
 * @param filter which rows, or null for all
 * @param select which fields as they were asked for, empty for all
 * @param orderby in which order; never empty
 * @param format what the rows are written as
 * @param pageSize rows asked for in a page
 * @param guardsFormulas whether CSV is made safe for spreadsheets
 * @param emptyIsFine whether a pull without a row completes
 * @param api the API's base address: pages of two tenants never make one result
 */
record PullQuery(
        Entity entity,
        String filter,
        List<String> select,
        String orderby,
        PullFormat format,
        int pageSize,
        boolean guardsFormulas,
        boolean emptyIsFine,
        String api) {

    /** The same of another IM. */
    PullQuery at(String otherApi) {
        return new PullQuery(entity, filter, select, orderby, format, pageSize, guardsFormulas, emptyIsFine, otherApi);
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
