package dev.imconnector.cli;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A run on this machine, through the very handler that is deployed; waits and resumes as the workflow does. */
final class LocalRun {

    private final RequestStreamHandler handler;
    private final Console console;
    private final Clock clock;
    private final Sleeper sleeper;

    private LocalRun(RequestStreamHandler handler, Console console, Clock clock, Sleeper sleeper) {
        this.handler = handler;
        this.console = console;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Pushes, with the credentials of the environment. */
    static LocalRun push(Map<String, String> environment, Console console, Clock clock, Sleeper sleeper) {
        return new LocalRun(new PushCreditsHandler(environment, RunMetrics.NONE), console, clock, sleeper);
    }

    /** Pulls, with the credentials of the environment. */
    static LocalRun pull(Map<String, String> environment, Console console, Clock clock, Sleeper sleeper) {
        return new LocalRun(new PullResultsHandler(environment, RunMetrics.NONE), console, clock, sleeper);
    }

    /** Compares, with the credentials of the environment. */
    static LocalRun reconcile(Map<String, String> environment, Console console, Clock clock, Sleeper sleeper) {
        return new LocalRun(new ReconcileHandler(environment, RunMetrics.NONE), console, clock, sleeper);
    }

    /** Calls the handler until the run has ended. */
    RunRecord untilItEnds(ObjectNode event) throws IOException, InterruptedException {
        var run = once(event);
        while (run.status() == RunStatus.INCOMPLETE || run.status() == RunStatus.RUNNING) {
            var pause = run.resumeAfter().orElse(Duration.ofSeconds(10));
            if (!pause.isZero()) {
                console.note(
                        "%s; going on in %d s (Ctrl-C stops here, --run-id %s resumes)",
                        RunText.why(run), pause.toSeconds(), run.id());
            }
            sleeper.sleep(pause);
            event.put("runId", run.id());
            event.remove("retry");
            run = once(event);
        }
        return run;
    }

    /** Calls the handler once. */
    RunRecord once(ObjectNode event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(RunRecords.json().writeValueAsBytes(event)),
                answer,
                new LocalContext(clock, LocalContext.LONGEST));
        return RunRecords.json().readValue(answer.toByteArray(), RunRecord.class);
    }
}
