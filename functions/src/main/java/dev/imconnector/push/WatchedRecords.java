package dev.imconnector.push;

import dev.imconnector.source.CreditRecords;
import dev.imconnector.source.SourceRecord;

/** Records before each of which something is looked after; whatever that throws ends the reading. */
record WatchedRecords(CreditRecords records, Runnable before) implements CreditRecords {

    @Override
    public SourceRecord next() {
        before.run();
        return records.next();
    }

    @Override
    public long leftOut() {
        return records.leftOut();
    }

    @Override
    public void close() {
        records.close();
    }
}
