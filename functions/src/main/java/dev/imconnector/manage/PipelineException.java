package dev.imconnector.manage;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import java.time.Instant;

/** A pipeline run that was not started by this request, or of which nobody knows whether it was. */
public final class PipelineException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Kind {
        /** It may have been started; only IM knows. */
        LOST,
        /** The same, and the answer did not come in time. */
        LOST_IN_TIME,
        /** The request with this key is still under way. */
        UNDER_WAY,
        /** The key was used for another request. */
        KEY_REUSED
    }

    private final Kind kind;

    private PipelineException(Kind kind, Problem problem, Throwable cause) {
        super(problem, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** @param newestFirst the order in which IM lists pipeline runs with the last one first */
    static PipelineException lost(Instant since, boolean inTime, String newestFirst, Throwable cause) {
        return new PipelineException(
                inTime ? Kind.LOST : Kind.LOST_IN_TIME,
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
                Kind.LOST,
                new Problem(
                        "PIPELINE_RUN_UNNAMED",
                        "IM accepted the pipeline run at or after " + since + " and did not say its id",
                        "Look it up: GET /pipeline-runs?$orderby=" + newestFirst + ". Do not send the request again"),
                null);
    }

    static PipelineException underWay(Instant since) {
        return new PipelineException(
                Kind.UNDER_WAY,
                new Problem(
                        "IDEMPOTENCY_KEY_IN_USE",
                        "A request with this Idempotency-Key is under way since " + since,
                        "Ask again with the same key in a minute; its answer is given then"),
                null);
    }

    static PipelineException keyReused() {
        return new PipelineException(
                Kind.KEY_REUSED,
                new Problem(
                        "IDEMPOTENCY_KEY_REUSED",
                        "This Idempotency-Key was used before with another body",
                        "Use a new key for each pipeline run, and the same key only to repeat the very same request"),
                null);
    }
}
