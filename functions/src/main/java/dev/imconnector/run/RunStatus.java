package dev.imconnector.run;

/** Where a run stands. */
public enum RunStatus {
    /** An invocation holds it, or held it and died. */
    RUNNING,
    /** Stopped cleanly; call again with the same run id. */
    INCOMPLETE,
    /** Ended well, for good. */
    COMPLETED,
    /** Ended with an {@code error}; only a retry resumes it. */
    FAILED
}
