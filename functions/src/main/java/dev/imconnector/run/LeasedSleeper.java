package dev.imconnector.run;

import dev.imconnector.time.Sleeper;
import java.time.Duration;

/** Sleeps in short stretches and renews the lease between them, so that a long wait does not lose the run. */
public record LeasedSleeper(Sleeper sleeper, RunLease lease) implements Sleeper {

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        var left = duration;
        while (left.compareTo(RunLease.RENEWAL) > 0) {
            sleeper.sleep(RunLease.RENEWAL);
            lease.renewIfDue();
            left = left.minus(RunLease.RENEWAL);
        }
        sleeper.sleep(left);
        lease.renewIfDue();
    }
}
