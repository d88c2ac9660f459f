package dev.imconnector.pull;

import dev.imconnector.im.dialect.Page;
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
    public void write(Page page, OutputStream out) throws IOException {
        for (int row = 0; row < page.size(); row++) {
            if (page.hasLineBreaks()) {
                onOneLine(page.body(), page.from(row), page.to(row), out);
            } else {
                out.write(page.body(), page.from(row), page.to(row) - page.from(row));
            }
            out.write('\n');
        }
    }

    /** Line breaks are only between tokens: RFC 8259 allows none inside a string. */
    private static void onOneLine(byte[] body, int from, int to, OutputStream out) throws IOException {
        for (int i = from; i < to; i++) {
            out.write(body[i] == '\n' || body[i] == '\r' ? ' ' : body[i]);
        }
    }
}
