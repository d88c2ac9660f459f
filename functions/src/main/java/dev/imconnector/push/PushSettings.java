package dev.imconnector.push;

import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.store.Location;
import dev.imconnector.time.BusinessCalendar;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a push, as they are when a run begins.
 *
 * @param calendar which business date a scheduled time has
 * @param batchSize credits per request, 1 to 1,000
 * @param maxInFlight requests under way at a time, 1 to 16
 * @param rejectThresholdPercent above it nothing is sent (local checks), or the run ends FAILED (IM's rejects)
 * @param emptyInputIsFine whether an export without a record completes the run
 * @param patience how long a missing export is waited for, and a run that gets no further
 * @param requestTimeout the longest that one request takes
 * @param alreadyExistsPattern which per-item error means that IM has the credit already
 * @param creditMapping where the mapping file is, for exports with columns of their own
 */
public record PushSettings(
        BusinessCalendar calendar,
        int batchSize,
        int maxInFlight,
        int rejectThresholdPercent,
        boolean emptyInputIsFine,
        GiveUpPolicy patience,
        Duration requestTimeout,
        String alreadyExistsPattern,
        Optional<Location> creditMapping) {

    /** How long a lease outlasts its last renewal: a request that was just sent, and then some. */
    Duration leaseTime() {
        return requestTimeout.plusSeconds(30);
    }

    PushPins pins() {
        return new PushPins(
                batchSize,
                rejectThresholdPercent,
                emptyInputIsFine,
                alreadyExistsPattern,
                creditMapping.map(Location::toString).orElse(null));
    }
}
