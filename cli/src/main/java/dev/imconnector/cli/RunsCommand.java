package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im runs [ID]}. */
@Command(name = "runs", description = "Lists the runs, or shows one.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final int MOST = 10_000;
    private static final String ROW = "%-36s %-12s %-10s %20s %10s %10s %10s %8s %8s";

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The run to show; without it all are listed.")
    private String runId;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--html", description = "Open the run's report in the browser.")
    private boolean html;

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var location = Location.parse(LocalEnvironment.of(console).get("RUNS_LOCATION"))
                .asFolder();
        if (html && runId == null) {
            console.note("--html needs the ID of a run");
            return ExitStatus.USAGE;
        }
        var store = Connector.stores(console.environment());
        var records = new RunRecords(store, location, Clock.systemUTC());
        return runId == null ? list(records) : show(records, new RunId(runId), store);
    }

    private int show(RunRecords records, RunId id, ObjectStore store) throws Exception {
        var found = records.find(id);
        if (found.isEmpty()) {
            console.note("There is no run %s; im runs lists those there are", id);
            return ExitStatus.USAGE;
        }
        if (html) {
            return new ReportPage(console, store).open(found.get().run());
        }
        if (json) {
            print(found.get().run());
        } else {
            new RunText(console).show(found.get().run());
        }
        return ExitStatus.OK;
    }

    private int list(RunRecords records) throws Exception {
        List<RunRecord> runs = records.all(MOST).stream()
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .toList();
        if (json) {
            print(runs);
            return ExitStatus.OK;
        }
        if (runs.isEmpty()) {
            console.note("There are no runs yet; im demo makes two");
            return ExitStatus.OK;
        }
        console.line(ROW, "RUN", "KIND", "STATUS", "STARTED", "READ", "CREATED", "PRESENT", "REJECTED", "FAILED");
        runs.forEach(this::line);
        return ExitStatus.OK;
    }

    private void line(RunRecord run) {
        var isPush = run.kind() == RunKind.CREDIT_PUSH;
        var isDry = RunText.isDryRun(run);
        console.line(
                ROW
                        + (isDry
                                ? run.toSend()
                                        .map("  nothing was sent, %,d would be"::formatted)
                                        .orElse("")
                                : ""),
                run.id(),
                isDry ? "DRY RUN" : run.kind().text(),
                run.status(),
                run.startedAt().toString().substring(0, 19) + "Z",
                isPush ? run.read() : run.rows(),
                isPush && !isDry ? run.created() : "-",
                isPush ? run.alreadyPresent() : "-",
                isPush ? run.rejected() : "-",
                isPush && !isDry ? run.failed() : "-");
    }

    private void print(Object value) throws Exception {
        console.line("%s", RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
}
