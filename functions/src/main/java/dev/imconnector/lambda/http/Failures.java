package dev.imconnector.lambda.http;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.problem.Transient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Problems as answers: {@code {"error","message","fix"?,"requestId"}} with the status that fits. */
final class Failures {

    private static final Problem INTERNAL = new Problem(
            "INTERNAL_ERROR",
            "The function met an unexpected error",
            "Find this requestId in the function's log, and report the error");

    private final Clock clock;

    Failures(Clock clock) {
        this.clock = clock;
    }

    ApiAnswer answer(ProblemException problem, String requestId) {
        var answer = answer(status(problem), problem.forCaller(), requestId);
        return retryAfter(problem)
                .map(wait -> answer.with("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000))))
                .orElse(answer);
    }

    ApiAnswer tooLarge(String requestId) {
        return answer(
                502,
                new Problem(
                        "ANSWER_TOO_LARGE",
                        "The answer is larger than a function can return",
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

    private static int status(ProblemException problem) {
        if (problem instanceof ApiException refused) {
            return refused.status();
        }
        return switch (problem.problemKind()) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> 422;
            case THROTTLED -> 429;
            case INTERNAL -> 500;
            case NOT_OFFERED -> 501;
            case UPSTREAM_FAULT -> 502;
            case UNAVAILABLE -> 503;
            case TIMED_OUT -> 504;
        };
    }

    private Optional<Duration> retryAfter(ProblemException problem) {
        return problem.askAgainAfter()
                .or(() -> problem.passing()
                        .map(Transient::notBefore)
                        .map(moment -> Duration.between(clock.instant(), moment))
                        .filter(wait -> !wait.isNegative()));
    }
}
