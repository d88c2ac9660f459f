package dev.imconnector.source;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.util.Optional;

/** The export is not there (yet). */
public final class InputMissingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** @param credits where it should be */
    public InputMissingException(String credits) {
        super(new Problem(
                "INPUT_NOT_FOUND",
                "There is no export at " + credits,
                "Check that the CRM's export ran and where it wrote to (CREDITS_LOCATION, time-zone,"
                        + " business-day-offset), and that each manifest has its file"));
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.of(new Transient(Transient.Reason.INPUT));
    }
}
