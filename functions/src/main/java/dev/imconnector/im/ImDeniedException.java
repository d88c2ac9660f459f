package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import dev.imconnector.problem.Transient;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * IM does not let this client do that, with a fresh token either. Trying again at once cannot help; a refused token may
 * have been revoked by coincidence, which the next invocation sees.
 */
public final class ImDeniedException extends ImException {

    /** The code of a client that may do something, but not that. */
    public static final String FORBIDDEN = "IM_FORBIDDEN";

    private static final long serialVersionUID = 1L;

    /** Whether IM has taken a token of this invocation; null when IM does not refuse a token. */
    private final transient BooleanSupplier hasTakenTokens;

    private ImDeniedException(Problem problem) {
        this(problem, null);
    }

    private ImDeniedException(Problem problem, BooleanSupplier hasTakenTokens) {
        super(problem, null);
        this.hasTakenTokens = hasTakenTokens;
    }

    /** @param hasTakenTokens whether IM has taken one in this invocation, as it is when somebody asks */
    static ImDeniedException unauthorized(String call, Protocol.Denial denial, BooleanSupplier hasTakenTokens) {
        return new ImDeniedException(
                new Problem("IM_UNAUTHORIZED", call + " " + denial.how(), denial.fix()), hasTakenTokens);
    }

    /** A page instead of JSON: it was not IM that answered. */
    static ImDeniedException blocked(String call) {
        return new ImDeniedException(new Problem(
                FORBIDDEN,
                call + " was answered 403 with a page that is not JSON, so IM did not answer",
                "Most likely a firewall, proxy or content delivery network in front of IM blocks the address that"
                        + " this runs from: ask its operators to allow it; otherwise check IM_API_URL"));
    }

    static ImDeniedException forbidden(String call, Protocol.Denial denial) {
        return new ImDeniedException(new Problem(FORBIDDEN, call + " " + denial.how(), denial.fix()));
    }

    @Override
    public Optional<Transient> passing() {
        return Optional.ofNullable(hasTakenTokens)
                .map(BooleanSupplier::getAsBoolean)
                .map(taken -> taken ? Transient.Reason.TOKEN_REFUSED : Transient.Reason.TOKEN_REFUSED_AT_ONCE)
                .map(Transient::new);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.UPSTREAM_FAULT;
    }
}
