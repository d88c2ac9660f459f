package dev.imconnector.im.dialect;

/** The state of a pipeline run, in words that are the same for every IM. */
public enum PipelineState {
    /** It has not ended. */
    RUNNING,
    /** It has ended well. */
    SUCCEEDED,
    /** It has ended badly, or was cancelled. */
    FAILED,
    /** IM uses unknown words: ask again, and not for ever. */
    UNKNOWN
}
