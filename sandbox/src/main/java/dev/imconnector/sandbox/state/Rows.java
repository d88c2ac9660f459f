package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The rows of an entity as they are at one moment, numbered from 0. Safe for use by several threads. */
public interface Rows {

    int NONE = -1;
    int NOT_INDEXED = -2;

    int size();

    /** A field of the schema: text, {@link java.math.BigDecimal}, {@link Boolean}, or null when the row lacks it. */
    Object value(int row, String field);

    /** Writes a row as a JSON object. @param select the fields to write, or null for all */
    void write(int row, Set<String> select, JsonGenerator out) throws IOException;

    /** The row with that id, or {@link #NONE}. */
    int find(String id);

    /**
     * The one row with that text in a field, when there is an index on it.
     *
     * @return the row, {@link #NONE}, or {@link #NOT_INDEXED}
     */
    int find(String field, String text);

    /** Another number when rows have come or changed. */
    long version();

    /** Whether the row numbers themselves ascend in this order, so that nothing needs sorting. */
    boolean ascendBy(List<SortKey> keys);

    /** Whether no two rows are equal in all of these keys. */
    boolean areUniqueBy(List<SortKey> keys);
}
