package dev.imconnector.cli;

import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im reverse ID}. */
@Command(
        name = "reverse",
        description =
                "Takes a run back: writes a file with the opposite of each credit that the run created, and pushes it."
                        + " What was in IM before the run is left alone.",
        mixinStandardHelpOptions = true)
final class ReverseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "ID", description = "The run to take back.")
    private String runId;

    @Option(names = "--dry-run", description = "Write the file, send nothing.")
    private boolean dryRun;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default .im/reversals/reverse-ID.csv).")
    private Path out;

    @Option(
            names = "--period",
            paramLabel = "ID",
            description = "The period of the reversals, when that of the credits is closed.")
    private String periodId;

    @Option(names = "--yes", description = "Do not ask before sending to a host other than this machine.")
    private boolean yes;

    ReverseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var runs = new StoredRuns(console);
        var found = runs.records().find(new RunId(runId));
        if (found.isEmpty() || found.get().run().kind() != RunKind.CREDIT_PUSH) {
            console.note("There is no push %s; im runs lists those there are", runId);
            return ExitStatus.USAGE;
        }
        var run = found.get().run();
        if (!run.hasEnded()) {
            console.note("The run %s has not ended: im stop %s first", runId, runId);
            return ExitStatus.INCOMPLETE;
        }
        var file = out == null
                ? console.directory()
                        .resolve(LocalEnvironment.HOME)
                        .resolve("reversals")
                        .resolve("reverse-" + runId + ".csv")
                : out;
        var written = new ReversalFile(runs, run, Optional.ofNullable(periodId)).write(file);
        console.line("%,d reversals are in %s", written.credits(), file);
        written.sums().forEach((currency, sum) -> console.line("  %s %s", sum.toPlainString(), currency));
        if (written.credits() == 0) {
            console.line("The run created no credit: there is nothing to take back.");
            return ExitStatus.OK;
        }
        if (dryRun) {
            console.line("Nothing was sent. Look at it, then push it like any other file: im push %s", file);
            return ExitStatus.OK;
        }
        if (!isMeant()) {
            return ExitStatus.USAGE;
        }
        return push(file);
    }

    private boolean isMeant() throws IOException {
        var target = new Target(console, console.environment());
        return yes || target.isLoopback() || target.isMeant("The reversals go to " + target.name() + ".");
    }

    private int push(Path file) throws Exception {
        var environment = LocalEnvironment.of(console);
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(file));
        environment.put("IM_CREDIT_MAPPING", "none"); // The file is ours, whatever the exports are.
        var push = LocalRun.push(environment, console, Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()));
        var event = RunRecords.json().createObjectNode().put("requestedBy", "im reverse " + runId);
        var run = RunProgress.watch(console, environment, () -> push.untilItEnds(event));
        new RunText(console).show(run);
        return ExitStatus.of(run);
    }
}
