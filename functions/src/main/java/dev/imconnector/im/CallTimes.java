package dev.imconnector.im;

import dev.imconnector.time.Deadline;

/**
 * When a call, or a set of calls that belong together, may happen.
 *
 * @param begin nothing new is begun after it: the first request is on its way by then, or never sent
 * @param end every answer that counts is there by then, those of later requests included
 */
public record CallTimes(Deadline begin, Deadline end) {

    /** One deadline for both. */
    public static CallTimes until(Deadline deadline) {
        return new CallTimes(deadline, deadline);
    }

    /** The same, once the first request has been sent: what was begun may be finished. */
    public CallTimes begun() {
        return new CallTimes(end, end);
    }
}
