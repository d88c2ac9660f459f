package dev.imconnector.lambda;

import dev.imconnector.im.CallTimes;
import dev.imconnector.lambda.http.ApiRequest;
import java.time.Clock;
import java.time.Duration;

/** How long a request may wait for IM: until enough is left to write down what came of it, and to answer. */
final class RequestTimes {

    private static final Duration MOST_RESERVED = Duration.ofSeconds(3);

    private RequestTimes() {}

    /** One budget over secret, token, rate limit and calls. */
    static CallTimes of(ApiRequest request, Clock clock) {
        var quarter = request.deadline().remaining(clock).dividedBy(4);
        return CallTimes.until(
                request.deadline().minus(quarter.compareTo(MOST_RESERVED) < 0 ? quarter : MOST_RESERVED));
    }
}
