package dev.imconnector.pull;

import java.util.Optional;

/**
 * Which rows of an entity, with which fields, in which order; what is absent is left to whoever knows a default.
 *
 * @param filter which rows; blank for all
 * @param select which fields, with commas between; blank for all
 * @param orderby the order; blank for the entity's own
 */
public record RowSelection(Optional<String> filter, Optional<String> select, Optional<String> orderby) {

    /** Nothing is said. */
    public static final RowSelection OPEN = new RowSelection(Optional.empty(), Optional.empty(), Optional.empty());

    /** This, and the other for what it leaves open. */
    RowSelection or(RowSelection other) {
        return new RowSelection(filter.or(other::filter), select.or(other::select), orderby.or(other::orderby));
    }
}
