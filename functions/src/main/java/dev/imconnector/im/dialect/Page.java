package dev.imconnector.im.dialect;

import java.util.Optional;

/**
 * Rows as IM wrote them, byte for byte but for fields that a dialect adds to them, and where the next ones are. Immutable as long as {@link #body()} is left alone.
 *
 * @param body what holds the rows
 * @param bounds where each row begins and ends in it: from (inclusive) and to (exclusive) of the first, of the second, …
 * @param hasLineBreaks whether there may be line breaks in a row
 * @param amounts the payout amount of each row as it is written, null where there is none
 * @param currencies the currency code of each row, null where there is none
 * @param next the next page, or empty when this is the last
 */
public record Page(
        byte[] body,
        int[] bounds,
        boolean hasLineBreaks,
        String[] amounts,
        String[] currencies,
        Optional<PageLink> next) {

    /** The same, with the next page behind it, or as the last one. */
    public Page leadingTo(Optional<PageLink> following) {
        return new Page(body, bounds, hasLineBreaks, amounts, currencies, following);
    }

    /** How many rows. */
    public int size() {
        return bounds.length / 2;
    }

    public int from(int row) {
        return bounds[2 * row];
    }

    public int to(int row) {
        return bounds[2 * row + 1];
    }
}
