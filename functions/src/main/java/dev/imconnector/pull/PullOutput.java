package dev.imconnector.pull;

import dev.imconnector.store.RowsFormat;

/**
 * What the rows become.
 *
 * @param format what they are written as, unless the request says so
 * @param guardsFormulas whether a text that a spreadsheet takes for a formula gets an apostrophe before it, in CSV
 * @param emptyIsFine whether a pull without a row completes
 */
public record PullOutput(RowsFormat format, boolean guardsFormulas, boolean emptyIsFine) {}
