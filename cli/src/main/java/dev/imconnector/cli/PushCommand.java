package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.local.EnvironmentCredentials;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im push FILE}. */
@Command(
        name = "push",
        description = "Pushes a file of credits into IM, waiting and resuming to the end.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "CSV or JSON lines (.csv, .jsonl, either with .gz), or a folder of them, which is one run; -"
                    + " for the standard input.")
    private Path typed;

    /** Where the input is; that of a pipe is kept in a file of its own. */
    private Path file;

    @Mixin
    private InputFile input = new InputFile();

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Name of the run. By default made of the business date (yesterday, unless a setting says"
                    + " otherwise), the file's path, size and time of change, and those of the mapping.")
    private String runId;

    @Option(names = "--wait", description = "Wait for a file that is not there yet, as the nightly run does.")
    private boolean wait;

    @Option(names = "--dry-run", description = "Check everything, send nothing; say what would be sent.")
    private boolean dryRun;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--yes", description = "Do not ask before sending to a host other than this machine.")
    private boolean yes;

    @Mixin
    private MappingOption mapping = new MappingOption();

    PushCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        mapping.mustBeThere(spec.commandLine());
        file = input.of(typed, console);
        var environment = LocalEnvironment.of(console);
        file = LocalEnvironment.meantBy(file);
        environment.put("CREDITS_LOCATION", configured());
        mustBeThere(environment);
        mapping.putInto(environment);
        if (!isMeant(environment)) {
            return ExitStatus.USAGE;
        }
        var push = LocalRun.push(environment, Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()));
        var event = event();
        event.put("runId", push.idOfPush(environment, event));
        var resume = mapping.addTo(
                ResumeWords.of(console, "push", file, event.path("runId").asText()));
        var run = new WatchedRun(console, environment, push, event, resume).waitForInput(wait);
        return ExitStatus.of(options.run(console, run, resume));
    }

    /** Credits cannot be deleted in IM: so on a real host people see first what would be sent where. */
    private boolean isMeant(Map<String, String> environment) throws IOException {
        var target = new Target(console, environment);
        if (dryRun || yes || target.isLoopback()) {
            return true;
        }
        mustHaveCredentials(environment);
        if (InputFile.isStandardInput(typed)) {
            throw UsageErrors.of(
                    spec.commandLine(),
                    "im cannot ask you, because the standard input is the file: add --yes to push to %s",
                    target.name());
        }
        var asking = console.notesOnly();
        asking.line("%-12s %s", "Push to", target.name());
        asking.line("%-12s %s", "File", file);
        var preview = Preview.of(Location.parse(location()), environment, Clock.systemUTC());
        preview.show(asking);
        preview.showRefusal(asking);
        return target.isMeant("Credits cannot be deleted in IM.");
    }

    /** Before anybody reads a page of totals and says yes to it. */
    private static void mustHaveCredentials(Map<String, String> environment) {
        if (!environment.containsKey("IM_CLIENT_SECRET_ID")) {
            new EnvironmentCredentials(environment).read(Deadline.after(Duration.ZERO, Clock.systemUTC()));
        }
    }

    /** The function takes folders without a date from events only: what the setting says is the night's. */
    private String configured() {
        return Files.isDirectory(file) ? location() + "{date}" : location();
    }

    private String location() {
        return LocalEnvironment.uri(file) + (Files.isDirectory(file) ? "/" : "");
    }

    private void mustBeThere(Map<String, String> environment) {
        if (!Files.exists(file)) {
            if (!wait) {
                throw UsageErrors.of(spec.commandLine(), "There is no file %s (--wait waits for it)", file);
            }
        } else if (Files.isDirectory(file)
                && Connector.stores(environment)
                        .list(Location.parse(location()), 1)
                        .isEmpty()) {
            throw UsageErrors.of(spec.commandLine(), "There is no file in the folder %s", file);
        }
    }

    private ObjectNode event() {
        var event = RunRecords.json().createObjectNode();
        if (runId != null) {
            event.put("runId", runId);
        }
        event.put("credits", location());
        event.put("dryRun", dryRun);
        event.put("retry", options.retry());
        event.put("requestedBy", console.environment().getOrDefault("USER", "im"));
        return event;
    }
}
