package dev.imconnector.run;

import java.time.Clock;

/**
 * Taken now and then in whatever takes long: keeps the lease, and ends the work when time is up.
 *
 * @param lease of the run
 * @param times of the invocation
 */
public record Heartbeat(RunLease lease, InvocationTimes times, Clock clock) {

    /** @throws TimeUpException when nothing more may begin */
    public void beat() {
        lease.renewIfDue();
        if (isOver()) {
            throw new TimeUpException();
        }
    }

    /** @throws TimeUpException when what is under way must have ended */
    public void beatAtTheEnd() {
        lease.renewIfDue();
        if (times.end().hasPassed(clock)) {
            throw new TimeUpException();
        }
    }

    /** Whether nothing more may begin. */
    public boolean isOver() {
        return times.begin().hasPassed(clock);
    }
}
