package dev.imconnector.cli;

import dev.imconnector.run.RunId;
import dev.imconnector.run.StopRequest;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code im stop ID}. */
@Command(
        name = "stop",
        description =
                "Stops a run before its next batch: it ends FAILED (STOPPED) with all that was sent in its receipts, and"
                        + " goes on by a retry.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "ID", description = "The run to stop.")
    private String runId;

    StopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var runs = new StoredRuns(console);
        var id = new RunId(runId);
        var found = runs.records().find(id);
        if (found.isEmpty()) {
            console.note("There is no run %s; im runs lists those there are", id);
            return ExitStatus.USAGE;
        }
        var run = found.get().run();
        if (run.hasEnded()) {
            console.note("The run %s has ended already: %s", id, run.status());
            return ExitStatus.USAGE;
        }
        new StopRequest(runs.store(), runs.records().folder(id), Clock.systemUTC())
                .make(console.environment().getOrDefault("USER", "im stop"));
        console.line("The run %s stops before its next batch, or when it is called again if it waits.", id);
        console.line("See im runs %s; what it has sent is in IM, and im reverse %s writes what takes it back.", id, id);
        return ExitStatus.OK;
    }
}
