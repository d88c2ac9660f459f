package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecords;
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

/** {@code im pull ENTITY}. */
@Command(
        name = "pull",
        description = "Pulls rows out of IM, waiting and resuming to the end: all of them, or none that look finished.",
        mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Parameters(
            paramLabel = "ENTITY",
            description = "results, participants, comp-plans, quotas, credits or pipeline-runs.")
    private String entity;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Which rows, as in \"status eq 'APPROVED'\"; empty for all. By default the setting"
                    + " results-filter for results (only APPROVED ones unless set otherwise), all rows of the others.")
    private String filter;

    @Option(names = "--select", paramLabel = "FIELDS", description = "Which fields, with commas between.")
    private String select;

    @Option(
            names = "--orderby",
            paramLabel = "FIELDS",
            description = "In which order; should end with a field that no two rows have in common.")
    private String orderby;

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl or csv, both gzipped.")
    private String format;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where to: ENTITY/ID/ below this folder (default .im/results, or RESULTS_LOCATION).")
    private Path out;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Name of the run, by which it can be resumed; by default made of entity and time.")
    private String runId;

    @Mixin
    private RunOptions options = new RunOptions();

    PullCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var environment = LocalEnvironment.ofReader(console);
        if (out != null) {
            environment.put("RESULTS_LOCATION", LocalEnvironment.uri(out) + "/");
        }
        var pull = LocalRun.pull(environment, console, clock, pause -> Thread.sleep(pause.toMillis()));
        return options.run(console, environment, pull, event());
    }

    private ObjectNode event() {
        var event = RunRecords.json().createObjectNode();
        event.put("runId", runId == null ? "pull-" + entity + "-" + MOMENT.format(clock.instant()) : runId);
        event.put("entity", entity);
        event.put("filter", filter);
        event.put("select", select);
        event.put("orderby", orderby);
        event.put("format", format);
        event.put("retry", options.retry());
        return event;
    }
}
