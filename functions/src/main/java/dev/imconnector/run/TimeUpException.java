package dev.imconnector.run;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.util.Optional;

/** The invocation must end now; the next one resumes the run. */
public final class TimeUpException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public TimeUpException() {
        super(new Problem(
                "OUT_OF_TIME",
                "The invocation's time was up before the run could continue",
                "Call again with the same runId; give the function more time or memory if it makes no progress"));
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.of(new Transient(Transient.Reason.TIME));
    }
}
