package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.util.Optional;

/** No time was left to send the request; nothing was sent. */
public final class OutOfTimeException extends ImException {

    private static final long serialVersionUID = 1L;

    public OutOfTimeException() {
        super(
                new Problem(
                        "OUT_OF_TIME",
                        "No time was left to send another request to IM",
                        "Call again with the same runId; it resumes where it stopped"),
                null);
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.of(new Transient(Transient.Reason.TIME));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.TIMED_OUT;
    }
}
