package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;

/** A run that cannot be started or resumed as asked; the run's record, if there is one, stays as it is. */
public class RunException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;

    public RunException(Problem problem) {
        this(problem, ProblemKind.INTERNAL);
    }

    private RunException(Problem problem, ProblemKind kind) {
        super(problem);
        this.kind = kind;
    }

    /** That a run was asked for by a name that none can have. */
    static RunException invalid(Problem problem) {
        return new RunException(problem, ProblemKind.INVALID);
    }

    @Override
    public ProblemKind problemKind() {
        return kind;
    }
}
