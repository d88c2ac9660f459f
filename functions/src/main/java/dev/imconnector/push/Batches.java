package dev.imconnector.push;

import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.SourceRecord;
import java.io.Closeable;
import java.util.function.LongPredicate;

/** Cuts the input into slices. For use by one thread. */
final class Batches implements Closeable {

    /** A slice ends with this many records even when few of them are sent, so that rejects do not pile up. */
    private static final int MAX_RECORDS = 2_000;

    private final CreditRecords records;
    private final Duplicates repeats;
    private final LongPredicate wanted;

    /**
     * @param records the input from where it goes on; closed with this
     * @param repeats what is known of repeated sourceRefs
     * @param wanted which positions are wanted
     */
    Batches(CreditRecords records, Duplicates repeats, LongPredicate wanted) {
        this.records = records;
        this.repeats = repeats;
        this.wanted = wanted;
    }

    /**
     * The next slice, or null after the last record.
     *
     * @param batchSize the most records to send with it
     */
    Batch next(int batchSize) {
        var slice = new Batch();
        while (slice.credits().size() < batchSize && slice.rows().size() < MAX_RECORDS) {
            var record = records.next();
            if (record == null) {
                break;
            }
            if (wanted.test(record.position())) {
                slice.add(judge(record));
            }
        }
        return slice.rows().isEmpty() ? null : slice;
    }

    private Batch.Row judge(SourceRecord record) {
        if (record.rejection() != null) {
            return new Batch.Row(record, record.rejection(), false);
        }
        return switch (repeats.verdict(record)) {
            case UNIQUE, FIRST -> new Batch.Row(record, null, false);
            case SAME_CONTENT -> new Batch.Row(record, null, true);
            case CONFLICTING -> new Batch.Row(record, repeats.conflict(record), false);
        };
    }

    @Override
    public void close() {
        records.close();
    }
}
