package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A run that cannot be begun or gone on with as asked; the run's record, if there is one, stays as it is. */
public class RunException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public RunException(Problem problem) {
        super(problem);
    }
}
