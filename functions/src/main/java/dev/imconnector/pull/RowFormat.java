package dev.imconnector.pull;

import dev.imconnector.im.dialect.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How rows are written. For use by one thread. */
interface RowFormat {

    /** The format of a run; what it learns of the first page goes into the state. */
    static RowFormat of(PullQuery query) {
        return switch (query.format()) {
            case JSONL -> new JsonLines();
            case CSV -> new CsvRows(query.guardsFormulas(), !query.select().isEmpty());
        };
    }

    /** Whether it must know the columns before it can write. */
    boolean needsColumns();

    /** The columns that a page with rows shows. */
    List<String> columnsOf(Page page);

    void columns(List<String> columns);

    /** What each part begins with. */
    void writeHeader(OutputStream out) throws IOException;

    /** Writes all rows of a page. */
    void write(Page page, OutputStream out) throws IOException;
}
