package dev.imconnector.pull;

import dev.imconnector.im.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Each row as IM wrote it, on a line of its own. */
final class JsonLines implements RowFormat {

    @Override
    public boolean needsColumns() {
        return false;
    }

    @Override
    public List<String> columnsOf(Page page) {
        return List.of();
    }

    @Override
    public void columns(List<String> columns) {
        // Each row names its own.
    }

    @Override
    public void writeHeader(OutputStream out) {
        // JSON lines have none.
    }

    @Override
    public void write(Page page, int row, OutputStream out) throws IOException {
        var body = page.body();
        var from = page.from(row);
        for (int i = from; i < page.to(row); i++) {
            if (body[i] == '\n' || body[i] == '\r') {
                // Only between tokens: RFC 8259 allows no line break inside a string.
                out.write(body, from, i - from);
                out.write(' ');
                from = i + 1;
            }
        }
        out.write(body, from, page.to(row) - from);
        out.write('\n');
    }
}
