package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the commands that begin a run have in common: how it is called, how it is shown, and what they exit with. */
final class RunOptions {

    @Option(names = "--retry", description = "Go on with a run that has FAILED.")
    private boolean retry;

    @Option(names = "--once", description = "Call the function once; do not wait and resume.")
    private boolean once;

    @Option(names = "--json", description = "Print the run record as JSON, and nothing else.")
    private boolean json;

    boolean retry() {
        return retry;
    }

    /** Runs to the end, or once, and shows the record; watched unless only JSON is wanted. */
    int run(Console console, Map<String, String> environment, LocalRun function, ObjectNode event) throws Exception {
        Callable<RunRecord> call = () -> once ? function.once(event) : function.untilItEnds(event);
        var runId = event.path("runId").textValue();
        var run = json ? call.call() : RunProgress.watch(console, environment, runId, call);
        if (json) {
            console.line(
                    "%s", RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(run));
        } else {
            new RunText(console).show(run);
        }
        return ExitStatus.of(run);
    }
}
