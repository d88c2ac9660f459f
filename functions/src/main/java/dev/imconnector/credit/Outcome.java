package dev.imconnector.credit;

/** What became of one credit that was to be pushed. */
public enum Outcome {
    /** IM took it in this run. */
    CREATED,
    /** IM had it already, or an equal record of the same input was sent. */
    ALREADY_PRESENT,
    /** It is in the rejects, with its reason. */
    REJECTED,
    /** IM never said, although asked as often as it makes sense; in the rejects too. */
    FAILED,
    /** It was only looked at, by a dry run, and would be sent. */
    TO_SEND;

    /** Whether the credit is in IM. */
    public boolean isInIm() {
        return this == CREATED || this == ALREADY_PRESENT;
    }
}
