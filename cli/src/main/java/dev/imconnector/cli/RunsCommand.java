package dev.imconnector.cli;

import dev.imconnector.app.Connector;
import dev.imconnector.local.PrivateFolder;
import dev.imconnector.report.RunHistory;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im runs [ID]}. */
@Command(name = "runs", description = "Lists the runs, or shows one.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final int MOST = 10_000;
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The run to show; without it all are listed.")
    private String runId;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--html",
            description = "Open the report of the run in the browser; without an ID, a page of all runs.")
    private boolean html;

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var location = Location.parse(LocalEnvironment.of(console).get("RUNS_LOCATION"))
                .asFolder();
        var store = Connector.stores(console.environment());
        var records = new RunRecords(store, location, Clock.systemUTC());
        return runId == null ? list(records, location) : show(records, new RunId(runId), store);
    }

    private int show(RunRecords records, RunId id, ObjectStore store) throws Exception {
        var found = records.find(id);
        if (found.isEmpty()) {
            console.note("There is no run %s; %s runs lists those there are", id, console.again());
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

    /** Beside the runs where these are files, so that it leads to their reports. */
    private int history(List<RunRecord> runs, Location location) throws Exception {
        var isHere = location.scheme().equals("file");
        var folder = isHere
                ? Path.of(location.path())
                : LocalFolder.of(console).resolve("reports").toAbsolutePath();
        PrivateFolder.create(folder);
        var page = Files.writeString(
                folder.resolve("history.html"),
                RunHistory.html(
                        runs,
                        RunText.readable(location),
                        run -> isHere ? run.report().map(report -> run.id() + "/" + report.name()) : Optional.empty(),
                        Clock.systemUTC().instant()));
        console.line("%s", page);
        BrowserWindow.show(console, page);
        return ExitStatus.OK;
    }

    private int list(RunRecords records, Location location) throws Exception {
        var place = RunText.readable(location);
        List<RunRecord> runs = records.all(MOST).stream()
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .toList();
        if (html) {
            return history(runs, location);
        }
        if (json) {
            console.json(runs);
            return ExitStatus.OK;
        }
        if (runs.isEmpty()) {
            console.note("There are no runs yet in %s; %s push FILE makes one", place, console.again());
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
