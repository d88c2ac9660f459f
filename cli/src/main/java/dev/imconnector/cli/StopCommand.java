package dev.imconnector.cli;

import dev.imconnector.run.RunId;
import dev.imconnector.run.StopRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im stop ID}. */
@Command(
        name = "stop",
        description = "Stops a run before its next batch. The run ends FAILED (STOPPED), its receipts list all that was"
                + " sent, and a retry resumes it.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "ID", description = "The run to stop.")
    private String runId;

    @Option(names = "--json", description = "Print the run record as it was when it was asked to stop.")
    private boolean json;

    StopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var runs = new StoredRuns(console);
        var id = new RunId(runId);
        var found = runs.records().find(id);
        if (found.isEmpty()) {
            console.note("There is no run %s; %s runs lists those there are", id, console.again());
            return ExitStatus.USAGE;
        }
        var run = found.get().run();
        if (run.hasEnded()) {
            console.note("The run %s has ended already: %s", id, run.status());
            return ExitStatus.USAGE;
        }
        new StopRequest(runs.store(), runs.records().folder(id), Clock.systemUTC())
                .make(console.environment().getOrDefault("USER", "im stop"));
        if (json) {
            console.json(run);
            return ExitStatus.OK;
        }
        console.line("The run %s stops before its next batch, or when it is called again if it waits.", id);
        console.line(
                "See %1$s runs %2$s; what it has sent is in IM, and %1$s reverse %2$s writes the reversals.",
                console.again(), id);
        return ExitStatus.OK;
    }
}
