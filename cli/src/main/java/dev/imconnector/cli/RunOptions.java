package dev.imconnector.cli;

import dev.imconnector.run.RunRecord;
import picocli.CommandLine.Option;

/** What the commands that begin a run have in common: how it is called, how it is shown, and what they exit with. */
final class RunOptions {

    @Option(names = "--retry", description = "Resume a run that FAILED.")
    private boolean retry;

    @Option(names = "--once", description = "Call the function once; do not wait and resume.")
    private boolean once;

    @Option(names = "--json", description = "Print the run record as JSON, and nothing else.")
    private boolean json;

    boolean retry() {
        return retry;
    }

    boolean json() {
        return json;
    }

    /** Runs to the end, or once, and shows the record; watched unless only JSON is wanted. */
    RunRecord run(Console console, WatchedRun run, ResumeWords resume) throws Exception {
        return run.once(once).quiet(json).run(record -> {
            if (json) {
                console.json(record);
            } else {
                new RunText(console).show(record, resume);
            }
        });
    }
}
