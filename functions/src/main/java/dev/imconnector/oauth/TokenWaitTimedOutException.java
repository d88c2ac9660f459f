package dev.imconnector.oauth;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemKind;
import java.time.Duration;

/** Another caller is fetching the token, and it did not come in time; no second request was sent. Retryable. */
public final class TokenWaitTimedOutException extends OAuthException {

    private static final long serialVersionUID = 1L;

    /** The code of its problem. */
    public static final String CODE = "TOKEN_WAIT_TIMED_OUT";

    TokenWaitTimedOutException(Duration waited) {
        super(
                new Problem(
                        CODE,
                        "Waited " + waited.toMillis() + " ms for the token that another request is fetching",
                        "Call again; if it lasts, check the token endpoint's latency and the rate limit"),
                true,
                0,
                null);
    }

    @Override
    public ProblemKind problemKind() {
        return ProblemKind.TIMED_OUT;
    }
}
