package dev.imconnector.lambda;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** An event that cannot be understood, and so asks for nothing. */
final class EventException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private EventException(Problem problem) {
        super(problem);
    }

    static EventException because(String what, String fix) {
        return new EventException(new Problem("EVENT_INVALID", "The event cannot be used: " + what, fix));
    }
}
