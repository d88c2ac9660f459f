package dev.imconnector.store;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A location that cannot be used as it is written. */
public final class LocationException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public LocationException(Problem problem) {
        super(problem);
    }
}
