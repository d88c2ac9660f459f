package dev.imconnector.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im find SOURCEREF}. */
@Command(
        name = "find",
        description =
                "Finds who sent a credit: each time it went to IM, in which run, when and with what outcome, by the"
                        + " receipts.",
        mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {

    private static final String ROW = "%-36s %-20s %-16s %18s %-4s %s";

    private final Console console;
    private int found;

    @Parameters(paramLabel = "SOURCEREF", description = "The credit's sourceRef, exactly.")
    private String sourceRef;

    @Option(names = "--json", description = "Print one JSON object a line: the receipt and its runId.")
    private boolean json;

    FindCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var runs = new StoredRuns(console);
        for (var run : runs.all()) {
            look(runs, runs.receiptsOf(run), run.id());
        }
        look(runs, runs.receiptsOfTheApi(), null);
        if (found == 0) {
            console.note(
                    "No receipt names %s: it was never sent from here, or its run is older than what is kept",
                    sourceRef);
            return ExitStatus.NOT_FOUND;
        }
        return ExitStatus.OK;
    }

    private void look(StoredRuns runs, List<Location> receipts, String runId) throws IOException {
        var quoted =
                "\"sourceRef\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(sourceRef)) + "\"";
        runs.readReceipts(receipts, line -> line.contains(quoted), receipt -> {
            if (receipt.sourceRef().equals(sourceRef)) {
                show(runId, receipt);
            }
        });
    }

    private void show(String runId, Receipt receipt) {
        found++;
        if (json) {
            var object = RunRecords.json().<ObjectNode>valueToTree(receipt);
            console.line("%s", object.put("runId", runId));
            return;
        }
        if (found == 1) {
            console.line(ROW, "RUN", "SENT", "OUTCOME", "AMOUNT", "", "FROM");
        }
        console.line(
                ROW,
                runId == null ? "(HTTP API)" : runId,
                inSeconds(receipt.sentAt()),
                receipt.outcome(),
                Counted.amount(receipt.amount()),
                receipt.currencyCode(),
                RunText.readable(receipt.file()) + ":" + receipt.line());
    }

    /** Receipts are of several versions: what is no instant is shown as it stands there. */
    private static String inSeconds(String sentAt) {
        try {
            return Instant.parse(sentAt).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return sentAt;
        }
    }
}
