package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What is gathered of one row while it is read, and said in fields that are added to it. For use by one thread. */
interface RowFacts {

    /** Of a row of which nothing is gathered. */
    RowFacts NONE = (field, json) -> json.skipChildren();

    /** Sees a field of the row; the parser stands at its value, and is left at the value's end. */
    void see(String field, JsonParser json) throws IOException;

    /** Whether the row counts. */
    default boolean isKept() {
        return true;
    }

    /** Says what is to be added. */
    default void addTo(AddedFields fields) throws IOException {}

    /** The digits of the amount that is summed, or null. */
    default String amount() {
        return null;
    }

    /** The unit of that amount, or null. */
    default String currency() {
        return null;
    }
}
