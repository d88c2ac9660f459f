package dev.imconnector.im.dialect;

import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** A cancel of a pipeline run was sent, but it is unknown whether IM has accepted it. */
public final class PipelineCancelLostException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;

    /**
     * @param id the run's
     * @param how the last request was lost
     */
    public PipelineCancelLostException(String id, ImUnavailableException.Kind how, Throwable cause) {
        super(
                new Problem(
                        "PIPELINE_CANCEL_LOST",
                        "IM may have taken the cancel of the pipeline run " + id + ", but its answer was lost",
                        "Send it again: a run is cancelled once, however often it is asked for, and its state says what"
                                + " became of it"),
                cause);
        kind = how == ImUnavailableException.Kind.TIMEOUT ? ProblemKind.TIMED_OUT : ProblemKind.UPSTREAM_FAULT;
    }

    @Override
    public ProblemKind problemKind() {
        return kind;
    }
}
