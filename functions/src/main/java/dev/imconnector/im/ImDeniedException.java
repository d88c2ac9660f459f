package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;

/** IM does not let this client do that, with a fresh token either. Trying again cannot help. */
public final class ImDeniedException extends ImException {

    /** The code of a client that may do something, but not that. */
    public static final String FORBIDDEN = "IM_FORBIDDEN";

    private static final long serialVersionUID = 1L;

    private ImDeniedException(Problem problem) {
        super(problem, null);
    }

    static ImDeniedException unauthorized(String call, Protocol.Denial denial) {
        return new ImDeniedException(new Problem("IM_UNAUTHORIZED", call + " " + denial.how(), denial.fix()));
    }

    /** A page instead of JSON: it was not IM that answered. */
    static ImDeniedException blocked(String call) {
        return new ImDeniedException(new Problem(
                FORBIDDEN,
                call + " was answered 403 with a page that is not JSON, so IM did not answer",
                "Most likely a firewall, proxy or content delivery network before IM blocks the address that this runs"
                        + " from: have its operators let it in; else check IM_API_URL"));
    }

    static ImDeniedException forbidden(String call, Protocol.Denial denial) {
        return new ImDeniedException(new Problem(FORBIDDEN, call + " " + denial.how(), denial.fix()));
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.UPSTREAM_FAULT;
    }
}
