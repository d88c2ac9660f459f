package dev.imconnector.problem;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The root of all errors that the connector raises on purpose. Subclasses live beside what they are about; catch those,
 * not this one, except at the edge where any of them becomes an answer.
 */
public abstract class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    protected ProblemException(Problem problem) {
        this(problem, null);
    }

    /** @param cause what led to it, or null; its text must hold nothing secret, for log lines show it */
    protected ProblemException(Problem problem, Throwable cause) {
        super(Objects.requireNonNull(problem, "problem").message(), cause);
        this.problem = problem;
    }

    /** What to show to people. */
    public final Problem problem() {
        return problem;
    }

    /** Of what kind it is for whoever asked for something and waits for the answer. */
    public ProblemKind problemKind() {
        return ProblemKind.INTERNAL;
    }

    /** What to show to whoever asked for one thing and waits for the answer. */
    public Problem forCaller() {
        return problem;
    }

    /** How long whoever asked is to wait before asking again, where that is the same at any time. */
    public Optional<Duration> askAgainAfter() {
        return Optional.empty();
    }

    /** Whether and how it may be gone later by itself; empty when somebody must do something about it. */
    public Optional<Transient> passing() {
        return Optional.empty();
    }
}
