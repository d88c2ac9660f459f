package dev.imconnector.push;

import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import java.util.List;

/** Where the receipts of a push are. */
public final class Receipts {

    private Receipts() {}

    /**
     * The gzipped objects that hold a run's receipts, in the order of the input: the composed one once the run has ended,
     * else the parts that its record names. None of a run that has sent nothing, and none of a pull.
     */
    public static List<Location> of(RunRecord run, RunRecords records) {
        if (run.kind() != RunKind.CREDIT_PUSH) {
            return List.of();
        }
        if (run.hasEnded() && run.receipts().isPresent()) {
            return List.of(run.receipts().get());
        }
        return run.checkpoint() == null
                ? List.of()
                : PushState.of(run).receiptParts.locations(records.folder(run.runId()));
    }
}
