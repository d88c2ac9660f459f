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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im push FILE}. */
@Command(
        name = "push",
        description = "Pushes a file of credits into IM, waiting and resuming to the end.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            description = "CSV or JSON lines (.csv, .jsonl, either with .gz), or a folder of them, which is one run.")
    private Path file;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Name of the run; by default made of date and content.")
    private String runId;

    @Option(names = "--dry-run", description = "Check everything, send nothing; tell what would be sent.")
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
        var environment = LocalEnvironment.of(console);
        file = LocalEnvironment.meantBy(file);
        environment.put("CREDITS_LOCATION", configured());
        if (!isThere(environment)) {
            return ExitStatus.USAGE;
        }
        mapping.putInto(environment);
        if (!isMeant(environment)) {
            return ExitStatus.USAGE;
        }
        var push = LocalRun.push(environment, console, Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()));
        return options.run(console, environment, push, event());
    }

    /** Credits cannot be deleted in IM: so on a real host people see first what would be sent where. */
    private boolean isMeant(Map<String, String> environment) throws IOException {
        var target = new Target(console, environment);
        if (dryRun || yes || target.isLoopback()) {
            return true;
        }
        mustHaveCredentials(environment);
        var asking = new Console(
                console.err(),
                console.err(),
                console.isTerminal(),
                console.environment(),
                console.directory(),
                console.in());
        asking.line("%-12s %s", "Push to", target.name());
        asking.line("%-12s %s", "File", file);
        Preview.of(Location.parse(location()), environment, Clock.systemUTC()).show(asking);
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

    private boolean isThere(Map<String, String> environment) {
        if (!Files.exists(file)) {
            console.note("There is no file %s", file);
            return false;
        }
        if (Files.isDirectory(file)
                && Connector.stores(environment)
                        .list(Location.parse(location()), 1)
                        .isEmpty()) {
            console.note("There is no file in the folder %s", file);
            return false;
        }
        return true;
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
