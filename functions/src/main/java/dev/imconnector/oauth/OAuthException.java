package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.time.Instant;
import java.util.Optional;

/**
 * The connector could not get a token. The subclass says why. None of them has a cause: an answer, a parser's
 * complaint about it or an error of the network could quote the secret or a token.
 */
public abstract class OAuthException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final int attempts;
    private final transient Instant retryAt;

    OAuthException(Problem problem, boolean retryable, int attempts, Instant retryAt) {
        super(problem);
        this.retryable = retryable;
        this.attempts = attempts;
        this.retryAt = retryAt;
    }

    /** Whether the same thing may work later without anybody doing anything. */
    public final boolean retryable() {
        return retryable;
    }

    @Override
    public final Optional<Transient> passing() {
        return retryable ? Optional.of(new Transient(waitsFor(), retryAt)) : Optional.empty();
    }

    /** What must change before the same thing can work. */
    Transient.Reason waitsFor() {
        return Transient.Reason.IM_UNAVAILABLE;
    }

    /** How many requests had been sent to the token endpoint when it was given up. */
    public final int attempts() {
        return attempts;
    }

    /** The moment before which trying again is pointless, when the endpoint or the failure gate named one. */
    public final Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    @Override
    public ProblemKind problemKind() {
        return retryable ? ProblemKind.UNAVAILABLE : ProblemKind.UPSTREAM_FAULT;
    }
}
