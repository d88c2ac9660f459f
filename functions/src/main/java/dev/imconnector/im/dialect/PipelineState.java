package dev.imconnector.im.dialect;

/** How a pipeline run stands, in words that do not change with IM's. */
public enum PipelineState {
    /** It has not ended. */
    RUNNING,
    /** It has ended well. */
    SUCCEEDED,
    /** It has ended badly, or was cancelled. */
    FAILED,
    /** IM's words are none that are known: ask again, and not for ever. */
    UNKNOWN
}
