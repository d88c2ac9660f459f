package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.time.Instant;
import java.util.Optional;

/** IM answered 429, and asks for a longer wait than there is time for. */
public final class ImThrottledException extends ImException {

    private static final long serialVersionUID = 1L;

    private final transient Instant retryAt;

    ImThrottledException(String call, Instant retryAt) {
        super(
                new Problem(
                        "IM_THROTTLED",
                        call + " was answered 429: too many requests; IM asks to wait until " + retryAt,
                        "Lower requests-per-minute if other integrations use the same tenant; the run resumes by itself"),
                null);
        this.retryAt = retryAt;
    }

    /** When IM wants to be asked again. */
    public Instant retryAt() {
        return retryAt;
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.of(new Transient(Transient.Reason.RATE_LIMIT, retryAt));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.THROTTLED;
    }
}
