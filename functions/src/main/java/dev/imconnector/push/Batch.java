package dev.imconnector.push;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/** Consecutive records of the input: those that go to IM in one batch, and those between them that do not. */
final class Batch {

    private final List<Row> rows = new ArrayList<>();
    private final List<Credit> credits = new ArrayList<>();

    /**
     * One record and what is done with it.
     *
     * @param record the record
     * @param rejection why it is not sent, or null
     * @param verdict what it is beside the others of its sourceRef, or null when it has no credit
     */
    record Row(SourceRecord record, Rejection rejection, Duplicates.Verdict verdict) {

        /** Whether it is not sent because an equal one is. */
        boolean repeated() {
            return verdict == Duplicates.Verdict.SAME_CONTENT;
        }

        /** Whether it is sent, and others that are equal are not. */
        boolean isRepeatedByOthers() {
            return verdict == Duplicates.Verdict.FIRST;
        }

        boolean isSent() {
            return rejection == null && !repeated();
        }
    }

    void add(Row row) {
        rows.add(row);
        if (row.isSent()) {
            credits.add(row.record().credit());
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** What is sent, in the order of the rows. */
    List<Credit> credits() {
        return credits;
    }
}
