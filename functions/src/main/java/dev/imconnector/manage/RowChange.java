package dev.imconnector.manage;

import dev.imconnector.im.CallTimes;
import dev.imconnector.im.RowId;
import dev.imconnector.im.write.ImWriter;

/**
 * One row that is to be changed.
 *
 * @param rows of which entity
 * @param id which row
 * @param whole whether the body replaces the row, or only sets its fields
 * @param json one JSON object
 */
public record RowChange(ImWriter.Rows rows, RowId id, boolean whole, byte[] json) {

    /** @throws dev.imconnector.im.ImException when IM refuses it, or gives no usable answer */
    public ImWriter.Changed send(ImWriter writer, CallTimes times) throws InterruptedException {
        return whole ? writer.replace(rows, id, json, times) : writer.change(rows, id, json, times);
    }
}
