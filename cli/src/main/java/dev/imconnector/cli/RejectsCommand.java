package dev.imconnector.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.Hashes128;
import dev.imconnector.problem.CellGuard;
import dev.imconnector.push.CreditPush;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im rejects}. */
@Command(
        name = "rejects",
        description = "Lists the rejected records of all runs, latest run first.",
        mixinStandardHelpOptions = true)
final class RejectsCommand implements Callable<Integer> {

    private static final String ROW = "%-36s %-36s %-24s %s";

    private final Console console;
    private final Hash128 hash = new Hash128();
    private final Hashes128 refs = new Hashes128();
    private final BitSet done = new BitSet();
    private int listed;

    @Option(
            names = "--open",
            description = "Only records that no run, earlier or later, has brought into IM. Each sourceRef once.")
    private boolean open;

    @Option(names = "--json", description = "Print one JSON object a line: run, file, line, sourceRef, code, reason.")
    private boolean json;

    RejectsCommand(Console console) {
        this.console = console;
    }

    /** @param sourceRef empty when the record had none that could be read */
    private record Reject(String file, String line, String sourceRef, String code, String reason) {}

    private interface Consumer {
        void accept(Reject reject) throws IOException;
    }

    /** What {@code --json} prints of each. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Listed(String runId, String file, Long line, String sourceRef, String code, String reason) {}

    @Override
    public Integer call() throws Exception {
        var runs = new StoredRuns(console);
        var pushes = runs.all().stream()
                .filter(run -> run.kind() == RunKind.CREDIT_PUSH && !CreditPush.isDryRun(run))
                .toList();
        if (open) {
            markWhatIsInIm(runs, pushes);
        }
        for (var run : pushes) {
            read(runs, run, reject -> list(run, reject));
        }
        if (listed == 0) {
            console.note(open ? "Nothing is open: all that was rejected is in IM by now" : "Nothing was rejected");
            return ExitStatus.OK;
        }
        return ExitStatus.REJECTS;
    }

    private void markWhatIsInIm(StoredRuns runs, List<RunRecord> pushes) throws IOException {
        for (var run : pushes) {
            read(runs, run, reject -> {
                hash.of(reject.sourceRef());
                refs.add(hash.high(), hash.low());
            });
        }
        refs.sort();
        for (var run : pushes) {
            mark(runs, runs.receiptsOf(run));
        }
        mark(runs, runs.receiptsOfTheApi());
    }

    private void mark(StoredRuns runs, List<Location> receipts) throws IOException {
        if (refs.size() > 0) {
            runs.readReceipts(receipts, line -> true, receipt -> {
                if (receipt.isInIm() && indexOf(receipt.sourceRef()) >= 0) {
                    done.set(indexOf(receipt.sourceRef()));
                }
            });
        }
    }

    private int indexOf(String sourceRef) {
        hash.of(sourceRef);
        return refs.indexOf(hash.high(), hash.low());
    }

    private void list(RunRecord run, Reject reject) throws IOException {
        if (open && !reject.sourceRef().isEmpty()) {
            var index = indexOf(reject.sourceRef());
            if (done.get(index)) {
                return;
            }
            done.set(index);
        }
        listed++;
        if (json) {
            console.jsonLine(new Listed(
                    run.id(),
                    reject.file(),
                    number(reject.line()),
                    reject.sourceRef(),
                    reject.code(),
                    reject.reason()));
            return;
        }
        if (listed == 1) {
            console.line(ROW, "RUN", "SOURCEREF", "CODE", "WHERE AND WHY");
        }
        console.line(
                ROW,
                run.id(),
                reject.sourceRef(),
                reject.code(),
                RunText.readable(reject.file()) + ":" + reject.line() + " " + reject.reason());
    }

    private static Long number(String line) {
        return line.matches("[0-9]{1,18}") ? Long.valueOf(line) : null;
    }

    private static void read(StoredRuns runs, RunRecord run, Consumer consumer) throws IOException {
        if (run.rejects().isEmpty()) {
            return;
        }
        var location = run.rejects().get();
        try (var reader = new BufferedReader(new InputStreamReader(runs.open(location), StandardCharsets.UTF_8))) {
            if (location.name().endsWith(".jsonl")) {
                readJson(reader, consumer);
            } else {
                readCsv(reader, consumer);
            }
        }
    }

    /** The first five columns are ours; the record after them may have fewer or more than its header. */
    private static void readCsv(BufferedReader reader, Consumer consumer) throws IOException {
        UnaryOperator<String> shown = null;
        try (var rows = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)) {
            for (var row : rows) {
                if (shown == null) {
                    shown = row.getFields().contains("_guarded") ? CellGuard::takenOff : UnaryOperator.identity();
                    continue;
                }
                consumer.accept(new Reject(
                        row.getField(0),
                        row.getField(1),
                        shown.apply(row.getField(2)),
                        row.getField(3),
                        shown.apply(row.getField(4))));
            }
        }
    }

    private static void readJson(BufferedReader reader, Consumer consumer) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            JsonNode row = RunRecords.json().readTree(line);
            consumer.accept(new Reject(
                    row.path("_file").asText(),
                    row.path("_line").asText(),
                    row.path("_sourceRef").asText(""),
                    row.path("_code").asText(),
                    row.path("_reason").asText()));
        }
    }
}
