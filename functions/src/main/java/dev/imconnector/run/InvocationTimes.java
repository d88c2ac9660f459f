package dev.imconnector.run;

import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;

/**
 * How an invocation uses its time: with N left at its start, nothing new begins once min(10 s, N/4) are left; what is
 * under way then may take half of that, so that the other half is for the last checkpoint and the answer.
 *
 * @param begin when the last new thing may begin
 * @param end when everything under way has ended
 */
public record InvocationTimes(Deadline begin, Deadline end) {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(10);

    /** @param deadline when the invocation ends */
    public static InvocationTimes of(Deadline deadline, Clock clock) {
        var quarter = deadline.remaining(clock).dividedBy(4);
        var reserve = quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE;
        return new InvocationTimes(deadline.minus(reserve), deadline.minus(reserve.dividedBy(2)));
    }
}
