package dev.imconnector.sandbox.read;

import dev.imconnector.sandbox.read.query.QueryOptions;
import dev.imconnector.sandbox.read.query.RowSequence;
import dev.imconnector.sandbox.state.Rows;
import dev.imconnector.sandbox.state.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the last few sequences, for the pages of one query need the same. Safe for use by several threads. */
final class SequenceCache {

    private static final int MOST = 4;
    private static final int WORTHWHILE = 2_000;

    private final Map<Key, RowSequence> sequences = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RowSequence> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String entity, long version, int size, String filter, String orderby) {}

    RowSequence of(Schema schema, Rows rows, QueryOptions options) {
        return rows.size() < WORTHWHILE
                ? RowSequence.of(rows, options.filter(), options.orderby())
                : cached(schema, rows, options);
    }

    private synchronized RowSequence cached(Schema schema, Rows rows, QueryOptions options) {
        var key = new Key(
                schema.entity(),
                rows.version(),
                rows.size(),
                options.texts().get("$filter"),
                options.texts().get("$orderby"));
        return sequences.computeIfAbsent(key, unused -> RowSequence.of(rows, options.filter(), options.orderby()));
    }
}
