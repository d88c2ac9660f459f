package dev.imconnector.push;

import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.SourceRecord;
import java.io.Closeable;
import java.util.function.LongPredicate;

/** Cuts the input into batches. For use by one thread. */
final class Batches implements Closeable {

    /** A batch ends with this many records even when few of them are sent, so that rejects do not pile up. */
    private static final int MAX_RECORDS = 2_000;

    private final CreditRecords records;
    private final Duplicates duplicates;
    private final LongPredicate wanted;

    /**
     * @param records the input from where the run resumes; closed with this
     * @param duplicates what is known of repeated sourceRefs
     * @param wanted which positions are wanted
     */
    Batches(CreditRecords records, Duplicates duplicates, LongPredicate wanted) {
        this.records = records;
        this.duplicates = duplicates;
        this.wanted = wanted;
    }

    /**
     * The next batch, or null after the last record.
     *
     * @param batchSize the most records to send with it
     */
    Batch next(int batchSize) {
        var batch = new Batch();
        while (batch.credits().size() < batchSize && batch.rows().size() < MAX_RECORDS) {
            var record = records.next();
            if (record == null) {
                break;
            }
            if (wanted.test(record.position())) {
                batch.add(judge(record));
            }
        }
        return batch.rows().isEmpty() ? null : batch;
    }

    private Batch.Row judge(SourceRecord record) {
        if (!record.isValid()) {
            return new Batch.Row(record, record.rejection(), null);
        }
        var verdict = duplicates.verdict(record);
        var conflict = verdict == Duplicates.Verdict.CONFLICTING ? duplicates.conflict(record) : null;
        return new Batch.Row(record, conflict, verdict);
    }

    @Override
    public void close() {
        records.close();
    }
}
