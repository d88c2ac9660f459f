package dev.imconnector.manage;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A step of a rotation that cannot be done. */
public final class RotationException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public RotationException(Problem problem) {
        super(problem);
    }
}
