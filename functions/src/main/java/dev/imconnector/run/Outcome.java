package dev.imconnector.run;

/** What became of one record of a push. */
public enum Outcome {
    /** IM took it in this run. */
    CREATED,
    /** IM had it already, or an equal record of the same input was sent. */
    ALREADY_PRESENT,
    /** It is in the rejects, with its reason. */
    REJECTED,
    /** IM never said, although asked as often as it makes sense; in the rejects too. */
    FAILED
}
