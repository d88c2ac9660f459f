package dev.imconnector.problem;

/** The kind of a problem from the viewpoint of the caller who waits for the answer. */
public enum ProblemKind {
    /** It was asked for in a way that cannot be understood or done; nothing was done. */
    INVALID,
    /** What was asked for is not there. */
    NOT_FOUND,
    /** It cannot be done as things stand: it is there already, or under way. */
    CONFLICT,
    /** It is more than can be taken at a time. */
    TOO_LARGE,
    /** It is understood, and against a rule. */
    UNPROCESSABLE,
    /** Too much was asked for in too short a time. */
    THROTTLED,
    /** What it was asked of has no such operation. */
    NOT_OFFERED,
    /** Something that whoever asked cannot know of: a setting, a store's content, an error of ours. */
    INTERNAL,
    /** Whoever it was asked of behind us answered as it should not, or turns us away. */
    UPSTREAM_FAULT,
    /** What is needed for it cannot be reached now; later it may. */
    UNAVAILABLE,
    /** There was no time for it, or no answer in time. */
    TIMED_OUT
}
