package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.Waiting;
import java.time.Duration;

/** The run cannot go on now, and may later by itself. */
final class WaitingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final Waiting.Reason reason;
    private final transient Duration atLeast;

    WaitingException(Waiting.Reason reason, Problem why, Duration atLeast) {
        super(why);
        this.reason = reason;
        this.atLeast = atLeast;
    }

    Waiting.Reason reason() {
        return reason;
    }

    /** The least time that must pass before another try makes sense. */
    Duration atLeast() {
        return atLeast;
    }
}
