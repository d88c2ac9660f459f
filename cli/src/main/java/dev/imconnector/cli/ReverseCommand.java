package dev.imconnector.cli;

import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code im reverse ID}. */
@Command(
        name = "reverse",
        description = "Reverses a run: writes a file with the opposite of each credit that the run created, and pushes"
                + " it. Credits that were in IM before the run stay.",
        mixinStandardHelpOptions = true)
final class ReverseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "ID", description = "The run to reverse.")
    private String runId;

    @Option(names = "--dry-run", description = "Write the file, send nothing.")
    private boolean dryRun;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default .im/reversals/reverse-ID.csv).")
    private Path out;

    @Option(
            names = "--period",
            paramLabel = "ID",
            description = "The period of the reversals, if that of the credits is closed.")
    private String periodId;

    @Option(names = "--json", description = "Print JSON: the file, how many reversals, their sums, and the run record.")
    private boolean json;

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
            console.note("There is no run %s of kind push; %s runs lists those there are", runId, console.again());
            return ExitStatus.USAGE;
        }
        var run = found.get().run();
        if (!run.hasEnded()) {
            console.note("The run %s has not ended: %s stop %s first", runId, console.again(), runId);
            return ExitStatus.INCOMPLETE;
        }
        var file =
                out == null ? LocalFolder.of(console).resolve("reversals").resolve("reverse-" + runId + ".csv") : out;
        var written = new ReversalFile(runs, run, Optional.ofNullable(periodId)).write(file);
        var answer = new Answer(file.toString(), written.credits(), written.sums(), null);
        if (!json) {
            show(answer);
        }
        if (dryRun || written.credits() == 0) {
            sayWhyNothingIsSent(file, written.credits());
            return printed(answer, ExitStatus.OK);
        }
        return isMeant() ? push(file, answer) : printed(answer, ExitStatus.USAGE);
    }

    /**
     * What {@code --json} prints.
     *
     * @param sums the amounts of the reversals, by currency
     * @param run the record of the push, or null when nothing was pushed
     */
    record Answer(String file, int reversals, Map<String, BigDecimal> sums, RunRecord run) {}

    private void show(Answer answer) {
        console.line("%s are in %s", Counted.of(answer.reversals, "reversal"), answer.file);
        answer.sums.forEach((currency, sum) -> console.line("  %s %s", Counted.amount(sum), currency));
    }

    private void sayWhyNothingIsSent(Path file, int reversals) {
        if (reversals == 0) {
            console.note("The run created no credit: there is nothing to reverse.");
        } else {
            console.note(
                    "Nothing was sent. Look at the file, then push it like any other: %s push %s",
                    console.again(), ShellWord.of(file));
        }
    }

    private int printed(Answer answer, int status) throws IOException {
        if (json) {
            console.json(answer);
        }
        return status;
    }

    private boolean isMeant() throws IOException {
        var target = new Target(console, console.environment());
        return yes || target.isLoopback() || target.isMeant("The reversals go to " + target.name() + ".");
    }

    private int push(Path file, Answer answer) throws Exception {
        var environment = LocalEnvironment.of(console);
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(file));
        environment.put("IM_CREDIT_MAPPING", "none"); // The file is ours, whatever the exports are.
        var push = LocalRun.push(environment, Clock.systemUTC(), pause -> Thread.sleep(pause.toMillis()));
        var event = RunRecords.json().createObjectNode().put("requestedBy", "im reverse " + runId);
        event.put("runId", push.idOfPush(environment, event));
        var resume = ResumeWords.of(console, "push", file, event.path("runId").asText());
        var run = new WatchedRun(console, environment, push, event, resume)
                .quiet(json)
                .run(record -> {
                    if (!json) {
                        new RunText(console).show(record, resume);
                    }
                });
        return printed(new Answer(answer.file, answer.reversals, answer.sums, run), ExitStatus.of(run));
    }
}
