package dev.imconnector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;

/** One run of a command, from the line that names it to the record that is shown; Ctrl-C lets it come to rest. */
final class WatchedRun {

    private final Console console;
    private final Map<String, String> environment;
    private final LocalRun function;
    private final ObjectNode event;
    private final ResumeWords resume;
    private boolean once;
    private boolean quiet;
    private boolean waitForInput = true;

    /**
     * @param event with the run's id
     * @param resume the command that resumes the run
     */
    WatchedRun(
            Console console, Map<String, String> environment, LocalRun function, ObjectNode event, ResumeWords resume) {
        this.console = console;
        this.environment = environment;
        this.function = function;
        this.event = event;
        this.resume = resume;
    }

    /** What a run record is shown by. */
    @FunctionalInterface
    interface Display {
        void show(RunRecord run) throws IOException;
    }

    /** Calls the function once, and does not wait for the run's end. */
    WatchedRun once(boolean isOnce) {
        once = isOnce;
        return this;
    }

    /** Shows no progress. */
    WatchedRun quiet(boolean isQuiet) {
        quiet = isQuiet;
        return this;
    }

    /** Whether an export that is missing is waited for. */
    WatchedRun waitForInput(boolean isWaitedFor) {
        waitForInput = isWaitedFor;
        return this;
    }

    RunRecord run(Display display) throws Exception {
        SandboxProfile.mustRun(environment, console);
        var runId = event.path("runId").asText();
        var earlier = new EarlierRun(console, environment, runId);
        earlier.announce();
        try (var ctrlC = new CtrlC(console, environment, function, runId, resume)) {
            var progress = RunProgress.of(console, environment, runId, function.limit());
            Callable<RunRecord> call =
                    () -> once ? function.once(event) : function.untilItEnds(event, progress::note, waitForInput);
            var run = quiet ? call.call() : progress.watch(call);
            earlier.compare(run, resume);
            display.show(run);
            ctrlC.shown();
            return run;
        }
    }
}
