package dev.imconnector.settings;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.util.Optional;

/** The parameter store could not be reached, or refused. */
public final class ParameterSourceException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final boolean passes;

    /** @param passes whether the store may answer later without anybody doing anything */
    public ParameterSourceException(Problem problem, boolean passes, Throwable cause) {
        super(problem, cause);
        this.passes = passes;
    }

    @Override
    public Optional<Transient> passing() {
        return passes ? Optional.of(new Transient(Transient.Reason.IM_UNAVAILABLE)) : Optional.empty();
    }
}
