package dev.imconnector.reconcile;

import dev.imconnector.pull.ResultsPull;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.time.BusinessCalendar;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that a reconciliation needs from outside. Immutable; safe for use by several threads.
 *
 * @param calendar which business date a scheduled time has
 * @param creditsLocation where the CRM's files are looked for, with a place for the business date
 * @param creditMapping where the mapping of their columns is
 * @param records the run records
 * @param store where input and output live
 * @param pulls makes what pulls IM's credits, its record and its rows below a folder
 * @param leaseTime how long a lease outlasts its last renewal
 * @param requestsPerMinute the limit that is kept, for the report; 0 for none
 * @param clock the wall clock
 * @param owners makes names that no other invocation has
 * @param version the connector's version, for the record
 */
public record ReconcileContext(
        BusinessCalendar calendar,
        LocationTemplate creditsLocation,
        Optional<Location> creditMapping,
        RunRecords records,
        ObjectStore store,
        Pulls pulls,
        Duration leaseTime,
        int requestsPerMinute,
        Clock clock,
        Supplier<String> owners,
        String version) {

    /** Makes what pulls IM's credits. */
    @FunctionalInterface
    public interface Pulls {

        /**
         * @param folder below which the pull's record and rows go
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         */
        ResultsPull into(Location folder, Runnable beforeSend);
    }
}
