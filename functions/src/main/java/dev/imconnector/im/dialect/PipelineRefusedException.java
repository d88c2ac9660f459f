package dev.imconnector.im.dialect;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** A pipeline run that certainly was not started, or not cancelled. */
public final class PipelineRefusedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;

    private PipelineRefusedException(ProblemKind kind, Problem problem) {
        super(problem);
        this.kind = kind;
    }

    /** The same is under way. @param ids of the runs */
    public static PipelineRefusedException running(String stage, String period, String ids) {
        return new PipelineRefusedException(
                ProblemKind.CONFLICT,
                new Problem(
                        "PIPELINE_RUNNING",
                        "The pipeline " + stage + " of " + period + " is running in IM as " + ids
                                + "; no other was started",
                        "Wait until it has ended; look up its state by that id"));
    }

    /** @param words IM's own */
    public static PipelineRefusedException refused(String words) {
        return new PipelineRefusedException(
                ProblemKind.UNPROCESSABLE,
                new Problem(
                        "PIPELINE_REFUSED",
                        "IM has not started the pipeline: " + words,
                        "Correct what IM's message names, and send it again"));
    }

    /** IM keeps running it.
     *
     * @param words IM's own
     */
    public static PipelineRefusedException cancel(String id, String words) {
        return new PipelineRefusedException(
                ProblemKind.UNPROCESSABLE,
                new Problem(
                        "PIPELINE_CANCEL_REFUSED",
                        "IM has not cancelled the pipeline run " + id + ", which continues: " + words,
                        "Do what IM's words say, or cancel it in IM itself"));
    }

    @Override
    public ProblemKind problemKind() {
        return kind;
    }
}
