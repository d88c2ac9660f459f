package dev.imconnector.push;

import dev.imconnector.run.InvocationTimes;
import dev.imconnector.run.RunLease;
import dev.imconnector.run.TimeUpException;
import java.time.Clock;

/**
 * Taken now and then in whatever takes long: keeps the lease, and ends the work when time is up.
 *
 * @param lease of the run
 * @param times of the invocation
 */
record Heartbeat(RunLease lease, InvocationTimes times, Clock clock) {

    /** @throws TimeUpException when nothing more may begin */
    void take() {
        lease.renewIfDue();
        if (isOver()) {
            throw new TimeUpException();
        }
    }

    /** @throws TimeUpException when what is under way must have ended */
    void atTheEnd() {
        lease.renewIfDue();
        if (times.end().hasPassed(clock)) {
            throw new TimeUpException();
        }
    }

    boolean isOver() {
        return times.begin().hasPassed(clock);
    }
}
