package dev.imconnector.cli;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.app.Connector;
import dev.imconnector.lambda.PullResultsHandler;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.lambda.ReconcileHandler;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.push.PushRequest;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A run on this machine, through the very handler that is deployed; waits and resumes as the workflow does. For one run
 * at a time; {@link #stop} may be called by any thread.
 */
final class LocalRun {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);

    private final RequestStreamHandler handler;
    private final LimitWatch limit;
    private final Clock clock;
    private final Sleeper sleeper;
    private final AtomicReference<Thread> working = new AtomicReference<>();
    private volatile boolean stopped;

    private LocalRun(RequestStreamHandler handler, LimitWatch limit, Clock clock, Sleeper sleeper) {
        this.handler = handler;
        this.limit = limit;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Pushes, with the credentials of the environment. */
    static LocalRun push(Map<String, String> environment, Clock clock, Sleeper sleeper) {
        var limit = new LimitWatch(clock);
        return new LocalRun(new PushCreditsHandler(environment, limit), limit, clock, sleeper);
    }

    /** Pulls, with the credentials of the environment. */
    static LocalRun pull(Map<String, String> environment, Clock clock, Sleeper sleeper) {
        var limit = new LimitWatch(clock);
        return new LocalRun(new PullResultsHandler(environment, limit), limit, clock, sleeper);
    }

    /** Compares, with the credentials of the environment. */
    static LocalRun reconcile(Map<String, String> environment, Clock clock, Sleeper sleeper) {
        var limit = new LimitWatch(clock);
        return new LocalRun(new ReconcileHandler(environment, limit), limit, clock, sleeper);
    }

    /**
     * The id of the run that the event of a push means.
     *
     * @throws ProblemException when it cannot mean anything
     */
    String idOfPush(Map<String, String> environment, ObjectNode event) {
        var request = new PushRequest(
                Optional.ofNullable(event.path("runId").textValue()),
                Optional.empty(),
                Optional.ofNullable(event.path("credits").textValue()),
                event.path("retry").asBoolean(),
                event.path("dryRun").asBoolean(),
                Optional.ofNullable(event.path("requestedBy").textValue()));
        return Connector.warm(environment, ClientRole.WRITER, limit)
                .creditPush()
                .runIdOf(request);
    }

    /** What requests of the run wait for just now. */
    LimitWatch limit() {
        return limit;
    }

    /** Calls the handler until the run has ended, or {@link #stop} is called. */
    RunRecord untilItEnds(ObjectNode event, Consumer<String> notes) throws IOException, InterruptedException {
        return untilItEnds(event, notes, true);
    }

    /** @param waitForInput whether an export that is missing is waited for */
    RunRecord untilItEnds(ObjectNode event, Consumer<String> notes, boolean waitForInput)
            throws IOException, InterruptedException {
        return watched(() -> {
            var run = call(event);
            while (goesOn(run, waitForInput)) {
                var pause = run.resumeAfter().orElse(SHORTEST_PAUSE);
                if (!pause.isZero()) {
                    notes.accept("%s; trying again in %,d s".formatted(RunText.why(run), pause.toSeconds()));
                }
                if (!slept(pause)) {
                    return run;
                }
                event.put("runId", run.id());
                event.remove("retry");
                run = call(event);
            }
            return run;
        });
    }

    private interface Work {
        RunRecord run() throws IOException, InterruptedException;
    }

    private RunRecord watched(Work work) throws IOException, InterruptedException {
        working.set(Thread.currentThread());
        try {
            return work.run();
        } finally {
            working.set(null);
            if (stopped) {
                Thread.interrupted(); // It has done what it was for; the record is still to be shown.
            }
        }
    }

    private boolean goesOn(RunRecord run, boolean waitForInput) {
        return !stopped && !run.hasEnded() && (waitForInput || !isForInput(run));
    }

    private static boolean isForInput(RunRecord run) {
        return run.status() == RunStatus.INCOMPLETE
                && run.waiting()
                        .filter(waiting -> waiting.reason() == Waiting.Reason.INPUT)
                        .isPresent();
    }

    /** @return false when it was cut short because the run is to stop */
    private boolean slept(Duration pause) throws InterruptedException {
        try {
            sleeper.sleep(pause);
            return !stopped;
        } catch (InterruptedException e) {
            if (stopped) {
                return false; // Somebody has asked for that, and the record says where the run stands.
            }
            throw e;
        }
    }

    /** Calls the handler once. */
    RunRecord once(ObjectNode event) throws IOException, InterruptedException {
        return watched(() -> call(event));
    }

    private RunRecord call(ObjectNode event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(RunRecords.json().writeValueAsBytes(event)),
                answer,
                new LocalContext(clock, LocalContext.LONGEST));
        return RunRecords.json().readValue(answer.toByteArray(), RunRecord.class);
    }

    /** Begins no further call of the handler, and interrupts one that is under way: it leaves the run INCOMPLETE. */
    void stop() {
        stopped = true;
        var thread = working.get();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Starts no further call of the handler; one that is under way continues. */
    void beginNoMore() {
        stopped = true;
    }
}
