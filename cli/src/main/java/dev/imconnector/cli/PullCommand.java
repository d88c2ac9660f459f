package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.im.Entity;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im pull ENTITY}. */
@Command(
        name = "pull",
        description = "Pulls rows from IM, waiting and resuming to the end. Only a complete pull has a manifest.",
        mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ENTITY", completionCandidates = Entities.class, description = "${COMPLETION-CANDIDATES}.")
    private String entity;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Which rows, as in \"status eq 'APPROVED'\"; empty for all. By default the setting"
                    + " results-filter for results (only APPROVED ones unless set otherwise), all rows of the others.")
    private String filter;

    @Option(names = "--select", paramLabel = "FIELDS", description = "The fields to pull, separated by commas.")
    private String select;

    @Option(
            names = "--orderby",
            paramLabel = "FIELDS",
            description = "The order; it should end with a field that is unique to each row.")
    private String orderby;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. By default what the name of --out says, or else the setting"
                    + " results-format (jsonl).")
    private RowsFormat format;

    @Option(
            names = "--out",
            paramLabel = "FILE|FOLDER",
            description = "Where to. A name with .csv or .jsonl (or either with .gz): one file of all rows, CSV with"
                    + " a byte order mark and no formulas, for Excel; - prints the rows. Any other name is a folder: gzipped parts and"
                    + " their manifest in ENTITY/ID/ below it (default .im/results, or RESULTS_LOCATION).")
    private String out;

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

    /** What rows can be written as. */
    enum RowsFormat {
        jsonl,
        csv
    }

    /** What can be pulled. */
    static final class Entities extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Entities() {
            super(Arrays.stream(Entity.values()).map(Entity::text).toList());
        }
    }

    @Override
    public Integer call() throws Exception {
        mustMakeSense();
        var environment = LocalEnvironment.ofReader(console);
        if (out != null && !isOneFile()) {
            environment.put("RESULTS_LOCATION", LocalEnvironment.uri(Path.of(out)) + "/");
        }
        if (isOneFile() && !isOut(WholeFile.STANDARD_OUTPUT)) {
            // Somebody will open it in a spreadsheet.
            environment.putIfAbsent("IM_RESULTS_FORMULA_GUARD", "on");
        }
        var pull = LocalRun.pull(environment, clock, pause -> Thread.sleep(pause.toMillis()));
        var event = event();
        var where = isOut(WholeFile.STANDARD_OUTPUT) ? console.notesOnly() : console;
        var resume = resume(event.path("runId").asText());
        var watched = new WatchedRun(console, environment, pull, event, resume);
        var run = options.run(where, watched, resume);
        if (isOneFile() && run.status() == RunStatus.COMPLETED) {
            write(run, environment);
        }
        return ExitStatus.of(run);
    }

    private void mustMakeSense() {
        if (new Entities().stream().noneMatch(entity::equalsIgnoreCase)) {
            throw UsageErrors.of(
                    spec.commandLine(),
                    "IM has no entity '%s': choose one of %s",
                    entity,
                    String.join(", ", new Entities()));
        }
        var named = out == null || !isOneFile() ? Optional.<String>empty() : PulledFile.formatOf(out);
        if (format != null && named.filter(name -> !name.equals(format.name())).isPresent()) {
            throw UsageErrors.of(spec.commandLine(), "--format %s does not fit --out %s", format, out);
        }
        if (isOut(WholeFile.STANDARD_OUTPUT) && options.json()) {
            throw UsageErrors.of(spec.commandLine(), "--json and --out - both want the standard output");
        }
    }

    private boolean isOneFile() {
        return out != null && PulledFile.isMeantBy(out);
    }

    private boolean isOut(String text) {
        return text.equals(out);
    }

    private ResumeWords resume(String id) {
        var words = ResumeWords.of(console, "pull", entity, id);
        return out == null ? words : words.with("--out", ShellWord.of(Path.of(out)));
    }

    private void write(RunRecord run, Map<String, String> environment) throws IOException {
        var pulled = new PulledFile(
                Connector.stores(environment), run.parts().stream().allMatch(PullCommand::isCsv));
        if (isOut(WholeFile.STANDARD_OUTPUT)) {
            pulled.write(run, console.out());
        } else {
            WholeFile.write(Path.of(out), to -> pulled.write(run, to));
            console.note("%s in %s", Counted.of(run.rows(), "row"), out);
        }
    }

    private static boolean isCsv(String part) {
        return part.endsWith(".csv.gz");
    }

    private ObjectNode event() {
        var event = RunRecords.json().createObjectNode();
        event.put("runId", runId == null ? "pull-" + entity + "-" + MOMENT.format(clock.instant()) : runId);
        event.put("entity", entity);
        event.put("filter", filter);
        event.put("select", select);
        event.put("orderby", orderby);
        event.put("format", format());
        event.put("retry", options.retry());
        return event;
    }

    private String format() {
        if (format != null) {
            return format.name();
        }
        return isOneFile() ? PulledFile.formatOf(out).orElse(null) : null;
    }
}
