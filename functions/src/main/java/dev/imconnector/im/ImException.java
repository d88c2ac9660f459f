package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** A call of the IM API that brought no usable answer. */
public abstract sealed class ImException extends ProblemException
        permits ImUnavailableException,
                ImThrottledException,
                ImDeniedException,
                ImRefusedException,
                LinkExpiredException,
                NextLinkException,
                OutOfTimeException {

    private static final long serialVersionUID = 1L;

    ImException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** The same failure without the advice about runs, because nobody resumes a single request. */
    @Override
    public final Problem forCaller() {
        return passing().isPresent()
                ? new Problem(
                        problem().code(),
                        problem().message(),
                        "Send the request again later, after Retry-After if it is there")
                : problem();
    }
}
