package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im runs [ID]}. */
@Command(name = "runs", description = "Lists the runs, or shows one.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final int MOST = 10_000;
    private final Console console;

    @Spec
    private CommandSpec spec;

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
            throw UsageErrors.of(spec.commandLine(), "--html needs the ID of a run");
        }
        var store = Connector.stores(console.environment());
        var records = new RunRecords(store, location, Clock.systemUTC());
        return runId == null ? list(records, RunText.readable(location)) : show(records, new RunId(runId), store);
    }

    private int show(RunRecords records, RunId id, ObjectStore store) throws Exception {
        var found = records.find(id);
        if (found.isEmpty()) {
            console.note("There is no run %s; %s runs lists those there are", id, console.command());
            return ExitStatus.USAGE;
        }
        if (html) {
            return new ReportPage(console, store).open(found.get().run());
        }
        if (json) {
            console.json(found.get().run());
        } else {
            new RunText(console).show(found.get().run());
        }
        return ExitStatus.OK;
    }

    private int list(RunRecords records, String place) throws Exception {
        List<RunRecord> runs = records.all(MOST).stream()
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .toList();
        if (json) {
            console.json(runs);
            return ExitStatus.OK;
        }
        if (runs.isEmpty()) {
            console.note("There are no runs yet in %s; %s push FILE makes one", place, console.command());
            return ExitStatus.OK;
        }
        var table = new TextColumns(
                "RUN", "KIND", "STATUS", "STARTED", ">READ", ">CREATED", ">PRESENT", ">REJECTED", ">FAILED", "");
        runs.forEach(run -> add(run, table));
        table.print(console);
        console.note("%s in %s", Counted.of(runs.size(), "run"), place);
        return ExitStatus.OK;
    }

    private static void add(RunRecord run, TextColumns table) {
        var isPush = run.kind() == RunKind.CREDIT_PUSH;
        var isDry = RunText.isDryRun(run);
        table.row(
                run.id(),
                isDry ? "DRY RUN" : run.kind().text(),
                run.status(),
                run.startedAt().truncatedTo(ChronoUnit.SECONDS),
                number(isPush ? run.read() : run.rows()),
                isPush && !isDry ? number(run.created()) : "-",
                isPush ? number(run.alreadyPresent()) : "-",
                isPush ? number(run.rejected()) : "-",
                isPush && !isDry ? number(run.failed()) : "-",
                isDry
                        ? run.toSend()
                                .map("nothing was sent, %,d would be"::formatted)
                                .orElse("")
                        : "");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
