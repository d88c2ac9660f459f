package dev.imconnector.lambda.http;

import dev.imconnector.http.EndpointAddressException;
import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImThrottledException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.OutOfTimeException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.RowIdException;
import dev.imconnector.manage.NextPageException;
import dev.imconnector.manage.PipelineException;
import dev.imconnector.oauth.NoTimeLeftException;
import dev.imconnector.oauth.OAuthException;
import dev.imconnector.oauth.TokenThrottledException;
import dev.imconnector.oauth.TokenWaitTimedOutException;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import dev.imconnector.run.RunException;
import dev.imconnector.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** Problems as answers: {@code {"error","message","fix"?,"requestId"}} with the status that fits. */
final class Failures {

    /** IM's own refusals that mean the same to our caller; any other one is about how we speak to IM. */
    private static final Set<Integer> PASSED_ON = Set.of(400, 404, 409, 413, 422);

    private static final Problem INTERNAL = new Problem(
            "INTERNAL_ERROR",
            "The function met an error that it does not know",
            "Look into the function's log for this requestId, and report it");

    private final Clock clock;

    Failures(Clock clock) {
        this.clock = clock;
    }

    ApiAnswer answer(ProblemException problem, String requestId) {
        var answer = answer(status(problem), said(problem), requestId);
        return retryAfter(problem)
                .map(wait -> answer.with("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000))))
                .orElse(answer);
    }

    ApiAnswer tooLarge(String requestId) {
        return answer(
                502,
                new Problem(
                        "ANSWER_TOO_LARGE",
                        "The answer is larger than what a function can hand over",
                        "Ask for fewer rows or fields at a time: $top, $select"),
                requestId);
    }

    ApiAnswer internal(String requestId) {
        return answer(500, INTERNAL, requestId);
    }

    ApiAnswer interrupted(String requestId) {
        return answer(
                503,
                new Problem("INTERRUPTED", "The function was stopped before it had an answer", "Ask again"),
                requestId);
    }

    private static ApiAnswer answer(int status, Problem problem, String requestId) {
        var body = new LinkedHashMap<String, String>();
        body.put("error", problem.code());
        body.put("message", problem.message());
        if (!problem.fix().isEmpty()) {
            body.put("fix", problem.fix());
        }
        body.put("requestId", requestId);
        return ApiAnswer.of(status, body);
    }

    /** The fixes of IM's passing problems are about runs, which go on by themselves. */
    private static Problem said(ProblemException problem) {
        var words = problem.problem();
        return problem instanceof ImException && problem.passing().isPresent()
                ? new Problem(
                        words.code(), words.message(), "Send the request again later, after Retry-After if it is there")
                : words;
    }

    private static int status(ProblemException problem) {
        if (problem instanceof ApiException refused) {
            return refused.status();
        }
        if (problem instanceof RowIdException
                || problem instanceof QueryException
                || problem instanceof NextPageException) {
            return 400;
        }
        if (problem instanceof RunException) {
            return problem.problem().code().equals("RUN_ID_INVALID") ? 400 : 500;
        }
        if (problem instanceof PipelineException pipeline) {
            return status(pipeline);
        }
        if (problem instanceof ImRefusedException refused) {
            return PASSED_ON.contains(refused.status()) ? refused.status() : 502;
        }
        if (problem instanceof StoreException) {
            return 503;
        }
        return upstream(problem);
    }

    private static int status(PipelineException problem) {
        return switch (problem.kind()) {
            case LOST -> 502;
            case LOST_IN_TIME -> 504;
            case UNDER_WAY -> 409;
            case KEY_REUSED -> 422;
        };
    }

    private static int upstream(ProblemException problem) {
        if (problem instanceof OutOfTimeException
                || problem instanceof NoTimeLeftException
                || problem instanceof TokenWaitTimedOutException) {
            return 504;
        }
        if (problem instanceof ImThrottledException || problem instanceof TokenThrottledException) {
            return 429;
        }
        if (problem instanceof ImUnavailableException unavailable) {
            return switch (unavailable.kind()) {
                case TIMEOUT -> 504;
                case UNUSABLE_ANSWER, SERVER_ERROR, CONNECTION_LOST -> 502;
                case OVERLOADED, UNREACHABLE -> 503;
            };
        }
        if (problem instanceof ImDeniedException
                || problem instanceof NextLinkException
                || problem instanceof EndpointAddressException) {
            return 502;
        }
        if (problem instanceof OAuthException oauth) {
            return oauth.retryable() ? 503 : 502;
        }
        return 500;
    }

    private Optional<Duration> retryAfter(ProblemException problem) {
        if (problem instanceof PipelineException pipeline) {
            return pipeline.kind() == PipelineException.Kind.UNDER_WAY
                    ? Optional.of(Duration.ofSeconds(60))
                    : Optional.empty();
        }
        return problem.passing()
                .map(Transient::notBefore)
                .map(moment -> Duration.between(clock.instant(), moment))
                .filter(wait -> !wait.isNegative());
    }
}
