package dev.imconnector.report;

import dev.imconnector.report.ReportPage.Card;
import java.util.List;
import java.util.Optional;

/**
 * What {@code history.html} shows, by the names that it has there; each value is a text for people already. Immutable.
 *
 * @param left how many older runs are not listed
 */
record HistoryPage(String made, String place, List<Card> cards, List<Row> rows, boolean none, Optional<String> left) {

    /**
     * One run.
     *
     * @param tone the class of its colours
     * @param report where its report is, beside this page
     * @param waits what it waits for, or why it failed
     */
    record Row(
            String id,
            Optional<String> report,
            String kind,
            String tone,
            String sign,
            String status,
            String started,
            String took,
            Counts counts,
            Optional<String> waits) {}

    /** Of a push: records and their outcomes; of others: rows. */
    record Counts(String read, String created, String present, String rejected, String failed) {}
}
