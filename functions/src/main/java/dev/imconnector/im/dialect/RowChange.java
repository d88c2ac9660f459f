package dev.imconnector.im.dialect;

import dev.imconnector.im.RowId;

/**
 * One row that is to be changed.
 *
 * @param operation what is to be done; whoever replaces a row loses what the body lacks
 * @param id which row
 * @param json one JSON object
 */
public record RowChange(Operation operation, RowId id, byte[] json) {}
