package dev.imconnector.im.dialect;

/**
 * The result of cancelling a pipeline run.
 *
 * @param outcome of the cancel
 * @param state how the run stood when it was last looked at
 */
public record Cancelled(Outcome outcome, PipelineState state) {

    /** The possible results of a cancel. */
    public enum Outcome {
        /** The run has ended by a cancel, this one or an earlier one. */
        CANCELLED,
        /** IM has taken the cancel, and the run has not ended yet. */
        CANCELLING,
        /** The run had ended by itself, before a cancel could end it. */
        ENDED
    }
}
