package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Mixin
    private RunOptions options = new RunOptions();

    ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(file)) {
            console.note("There is no file %s", file);
            return ExitStatus.USAGE;
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
        return ExitStatus.of(
                options.run(console, new WatchedRun(console, environment, reconcile, event, resume), resume));
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
