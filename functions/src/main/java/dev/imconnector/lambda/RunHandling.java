package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.app.Version;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.store.StoreException;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * What the handlers of runs have in common: an event in, the run's record out. Whatever goes wrong becomes a FAILED
 * answer; only a store that cannot be reached is thrown, so that the caller tries again.
 */
final class RunHandling {

    private static final Logger LOG = LoggerFactory.getLogger(RunHandling.class);
    private static final String RUN_ID = "run_id";
    private static final int MAX_RUN_ID = 80;

    /** Lets the command line leave out the line that says how a run has ended, because it shows the whole record. */
    private static final Marker ENDED = MarkerFactory.getMarker("RUN_ENDED");

    private final RunKind kind;
    private final Set<String> fields;
    private final Clock clock;
    private final RunMetrics metrics;

    /** What a handler does with its event. */
    @FunctionalInterface
    interface UseCase {
        RunRecord run(RunEvent event, Deadline deadline);
    }

    RunHandling(RunKind kind, Set<String> fields, Clock clock, RunMetrics metrics) {
        this.kind = kind;
        this.fields = fields;
        this.clock = clock;
        this.metrics = metrics;
    }

    void handle(InputStream in, OutputStream out, Context context, UseCase useCase) throws IOException {
        var deadline = Deadline.after(Duration.ofMillis(context.getRemainingTimeInMillis()), clock);
        metrics.coldStart(context);
        try {
            RunRecord answer = PowertoolsLogging.withLogging(context, () -> run(in, deadline, useCase));
            out.write(RunAnswer.of(answer));
        } finally {
            metrics.flush();
            MDC.remove(RUN_ID);
        }
    }

    private RunRecord run(InputStream in, Deadline deadline, UseCase useCase) {
        var startedAt = clock.instant();
        String runId = null;
        RunRecord run;
        try {
            var event = RunEvent.read(in, fields);
            runId = event.text("runId").orElse(null);
            MDC.put(RUN_ID, runId == null ? null : CleanText.of(runId, MAX_RUN_ID));
            run = useCase.run(event, deadline);
        } catch (StoreException e) {
            LOG.error(
                    "The store cannot be used; the invocation fails, so that its caller tries again:" + " {}",
                    e.getMessage(),
                    e);
            throw e;
        } catch (ProblemException e) {
            run = e.passing().isPresent() ? postponed(runId, e.problem()) : refused(runId, e.problem());
        } catch (IOException e) {
            LOG.error("The event could not be read", e);
            run = refused(runId, internal());
        } catch (RuntimeException e) {
            LOG.error("An unexpected error", e);
            run = refused(runId, internal());
        }
        log(run);
        metrics.ended(run, startedAt);
        return run;
    }

    private RunRecord refused(String runId, Problem why) {
        return RunRecord.refused(runId, kind, why, Version.current(), clock.instant());
    }

    private RunRecord postponed(String runId, Problem why) {
        return RunRecord.postponed(runId, kind, why, Version.current(), clock.instant());
    }

    private static Problem internal() {
        return new Problem(
                "INTERNAL_ERROR",
                "The function met an unexpected error",
                "Find this request in the function's log, and report the error");
    }

    private static void log(RunRecord run) {
        MDC.put(RUN_ID, run.id());
        var counts = counts(run);
        run.error()
                .ifPresentOrElse(
                        error -> LOG.error(ENDED, "{}; {}: {} {}", counts, error.code(), error.message(), error.fix()),
                        () -> LOG.info(ENDED, counts));
    }

    private static String counts(RunRecord run) {
        return switch (run.kind()) {
            case CREDIT_PUSH ->
                "%s: position %d, created %d, already present %d, rejected %d, failed %d"
                        .formatted(
                                run.status(),
                                run.position(),
                                run.created(),
                                run.alreadyPresent(),
                                run.rejected(),
                                run.failed());
            case RECONCILIATION ->
                "%s: %d credits compared with %d of IM, differences %s"
                        .formatted(run.status(), run.read(), run.rows(), run.differences());
            case RESULTS_PULL -> "%s: %d rows in %d pages".formatted(run.status(), run.rows(), run.pages());
        };
    }
}
