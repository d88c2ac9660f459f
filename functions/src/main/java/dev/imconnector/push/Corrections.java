package dev.imconnector.push;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.imconnector.problem.CellGuard;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * The list, for people, of credits that IM has with other content than they have now: {@value #FILE}. Amounts, currency
 * and period may be equal in both; then something else of the credit differs. For use by one thread.
 */
final class Corrections implements AutoCloseable {

    static final String FILE = "corrections.csv";

    private final ObjectWriter writer;
    private final CsvWriter csv;

    Corrections(ObjectStore store, Location at) {
        writer = store.writer(at);
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(writer.stream(), StandardCharsets.UTF_8));
        csv.writeRecord(
                "file",
                "line",
                "sourceRef",
                "amount",
                "currencyCode",
                "periodId",
                "amountInIm",
                "currencyCodeInIm",
                "periodIdInIm",
                "createdByRun",
                "createdAt");
    }

    /** How a credit was created. */
    record Created(String runId, String amount, String currencyCode, String periodId, String sentAt) {

        static final Created NOT_KEPT = new Created("", "", "", "", "");

        static Created by(String runId, SentReceipt receipt) {
            return new Created(runId, receipt.amount(), receipt.currencyCode(), receipt.periodId(), receipt.sentAt());
        }
    }

    /**
     * Adds a credit.
     *
     * @param now as it is in this run's input
     * @param before as IM has it
     */
    void add(SentReceipt now, Created before) {
        csv.writeRecord(
                CellGuard.putOn(now.file()),
                Long.toString(now.line()),
                CellGuard.putOn(now.sourceRef()),
                now.amount(),
                now.currencyCode(),
                CellGuard.putOn(now.periodId()),
                before.amount(),
                before.currencyCode(),
                CellGuard.putOn(before.periodId()),
                CellGuard.putOn(before.runId()),
                before.sentAt());
    }

    void commit() throws IOException {
        csv.close();
        writer.commit();
    }

    @Override
    public void close() {
        writer.close();
    }
}
