package dev.imconnector.im.dialect;

import dev.imconnector.im.Entity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows of an entity are wanted, in which order and shape. Immutable.
 *
 * @param entity of what
 * @param filter which rows, as IM understands it, or empty for all
 * @param select which fields, or empty for all
 * @param orderby the order, as in {@code periodId desc,participantId}; without one, pages overlap and leave gaps
 * @param top how many rows a page has, or, if IM understands it so, all pages together; empty to leave it to IM
 * @param skip how many rows to leave out at the beginning
 */
public record PageQuery(
        Entity entity,
        Optional<String> filter,
        List<String> select,
        Optional<String> orderby,
        OptionalInt top,
        OptionalInt skip) {

    public PageQuery {
        Objects.requireNonNull(entity, "entity");
        select = List.copyOf(select);
    }

    /** All rows of an entity, as they come. */
    public static PageQuery of(Entity entity) {
        return new PageQuery(
                entity, Optional.empty(), List.of(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    public PageQuery top(int rows) {
        return new PageQuery(entity, filter, select, orderby, OptionalInt.of(rows), skip);
    }

    public PageQuery skip(long rows) {
        return new PageQuery(entity, filter, select, orderby, top, OptionalInt.of(Math.toIntExact(rows)));
    }
}
