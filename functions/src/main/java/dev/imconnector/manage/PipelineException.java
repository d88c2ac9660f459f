package dev.imconnector.manage;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A pipeline run that was not started by this request, or of which nobody knows whether it was. */
public final class PipelineException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final Duration UNDER_WAY = Duration.ofSeconds(60);

    private final ProblemKind kind;

    private PipelineException(ProblemKind kind, Problem problem, Throwable cause) {
        super(problem, cause);
        this.kind = kind;
    }

    @Override
    public ProblemKind problemKind() {
        return kind;
    }

    /** A request under way has its answer by then. */
    @Override
    public Optional<Duration> askAgainAfter() {
        return kind == ProblemKind.CONFLICT ? Optional.of(UNDER_WAY) : Optional.empty();
    }

    /** @param newestFirst the order in which IM lists pipeline runs with the last one first */
    static PipelineException lost(Instant since, boolean inTime, String newestFirst, Throwable cause) {
        return new PipelineException(
                inTime ? ProblemKind.UPSTREAM_FAULT : ProblemKind.TIMED_OUT,
                new Problem(
                        "PIPELINE_RUN_LOST",
                        "IM may have started the pipeline run, but its answer was lost; it was sent at or after "
                                + since,
                        "Look it up: GET /pipeline-runs?$orderby=" + newestFirst
                                + " shows a run created since then if it was started. Only if there is none, send the request"
                                + " again, with a new Idempotency-Key"),
                cause);
    }

    static PipelineException unnamed(Instant since, String newestFirst) {
        return new PipelineException(
                ProblemKind.UPSTREAM_FAULT,
                new Problem(
                        "PIPELINE_RUN_UNNAMED",
                        "IM accepted the pipeline run at or after " + since + " but did not give its id",
                        "Look it up: GET /pipeline-runs?$orderby=" + newestFirst + ". Do not send the request again"),
                null);
    }

    static PipelineException underWay(Instant since) {
        return new PipelineException(
                ProblemKind.CONFLICT,
                new Problem(
                        "IDEMPOTENCY_KEY_IN_USE",
                        "A request with this Idempotency-Key has been under way since " + since,
                        "Send it again with the same key in a minute, to get its answer"),
                null);
    }

    static PipelineException keyReused() {
        return new PipelineException(
                ProblemKind.UNPROCESSABLE,
                new Problem(
                        "IDEMPOTENCY_KEY_REUSED",
                        "This Idempotency-Key was used before with another body",
                        "Use a new key for each pipeline run, and the same key only to repeat the very same request"),
                null);
    }
}
