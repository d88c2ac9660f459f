package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im reconcile FILE}. */
@Command(
        name = "reconcile",
        description =
                "Compares what the CRM sent with what IM holds: missing, extra, changed, put to ERROR or REVERSED. Exit"
                        + " status 3 when they differ.",
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What the CRM sent: a file of credits, or a folder of them.")
    private Path file;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description =
                    "Which credits of IM to compare with; by default those of the periods in the files. What it leaves"
                            + " out counts as missing.")
    private String filter;

    @Option(
            names = "--ignore-extra",
            description = "Ignore credits that only IM has: for files that are a part of their periods, such as one"
                    + " night's.")
    private boolean ignoreExtra;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Name of the run, by which it can be resumed; by default made of the time.")
    private String runId;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the differences as CSV for a spreadsheet as well; - prints them.")
    private String out;

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Mixin
    private RunOptions options = new RunOptions();

    ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        mapping.mustBeThere(spec.commandLine());
        if (!Files.exists(file)) {
            throw UsageErrors.of(spec.commandLine(), "There is no file %s", file);
        }
        if (isPrinted() && options.json()) {
            throw UsageErrors.of(spec.commandLine(), "--json and --out - both want the standard output");
        }
        file = LocalEnvironment.meantBy(file);
        var environment = LocalEnvironment.ofReader(console);
        environment.put(
                "CREDITS_LOCATION",
                LocalEnvironment.uri(file.toAbsolutePath().normalize().getParent()) + "/{date}/");
        mapping.putInto(environment);
        var reconcile = LocalRun.reconcile(environment, clock, pause -> Thread.sleep(pause.toMillis()));
        var event = event();
        var resume = mapping.addTo(
                ResumeWords.of(console, "reconcile", file, event.path("runId").asText()));
        var run = options.run(
                isPrinted() ? console.notesOnly() : console,
                new WatchedRun(console, environment, reconcile, event, resume),
                resume);
        if (out != null && run.status() == RunStatus.COMPLETED) {
            write(run, environment);
        }
        return ExitStatus.of(run);
    }

    private boolean isPrinted() {
        return WholeFile.STANDARD_OUTPUT.equals(out);
    }

    private void write(RunRecord run, Map<String, String> environment) throws IOException {
        var differences = new DifferencesFile(Connector.stores(environment));
        if (isPrinted()) {
            differences.write(run, console.out());
        } else {
            WholeFile.write(Path.of(out), to -> differences.write(run, to));
            console.note("The differences are in %s", out);
        }
    }

    private ObjectNode event() {
        return RunRecords.json()
                .createObjectNode()
                .put("runId", runId == null ? "reconcile-" + MOMENT.format(clock.instant()) : runId)
                .put("credits", LocalEnvironment.uri(file) + (Files.isDirectory(file) ? "/" : ""))
                .put("filter", filter)
                .put("ignoreExtra", ignoreExtra)
                .put("retry", options.retry());
    }
}
