package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.state.Rows;
import java.io.IOException;
import java.io.OutputStream;

/** All rows of a query as JSON lines, written as they are made. */
public record RowDump(Rows rows, RowSequence sequence, QueryOptions options) {

    private static final int ROWS_AT_A_TIME = 1_000;

    public static RowDump of(Rows rows, QueryOptions options) {
        return new RowDump(rows, RowSequence.of(rows, options.filter(), options.orderby()), options);
    }

    public void writeTo(OutputStream out) throws IOException {
        try (var json = Json.FACTORY.createGenerator(out).setRootValueSeparator(null)) {
            for (int from = 0; from < sequence.size(); from += ROWS_AT_A_TIME) {
                for (var row : sequence.page(from, Math.min(sequence.size(), from + ROWS_AT_A_TIME), 0)) {
                    rows.write(row, options.select(), json);
                    json.writeRaw('\n');
                }
            }
        }
    }
}
