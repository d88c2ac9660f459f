package dev.imconnector.reconcile;

import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PushedCredits;
import dev.imconnector.pull.ResultsPull;
import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.run.RunEngine;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.time.BusinessCalendar;
import java.util.Optional;

/**
 * All that a reconciliation needs from outside. Immutable; safe for use by several threads.
 *
 * @param engine what makes runs of it, with the store in which input and output live; it counts no request, because the
 *     pull does
 * @param calendar which business date a scheduled time has
 * @param creditsLocation where the CRM's files are looked for, with a place for the business date
 * @param creditMapping where the mapping of their columns is
 * @param pushed how IM shows what was pushed
 * @param pulls makes what reads IM: a few rows, or its credits into a folder
 * @param rateWindow the limit that is kept
 * @param mostRecords how many credits of the CRM the memory there is holds the hashes of
 */
public record ReconcileContext(
        RunEngine engine,
        BusinessCalendar calendar,
        LocationTemplate creditsLocation,
        Optional<Location> creditMapping,
        PushedCredits pushed,
        Pulls pulls,
        SlidingWindowRateLimiter rateWindow,
        long mostRecords) {

    /** Makes what reads IM. */
    public interface Pulls {

        /** How long IM is waited for, by whatever reads it. */
        GiveUpPolicy giveUp();

        /** @param beforeSend called before each request; what it throws keeps the request from being sent */
        ImRows rows(CallTimes times, Runnable beforeSend);

        /**
         * @param folder below which the pull's record and rows go
         * @param beforeSend called before each request; what it throws keeps the request from being sent
         */
        ResultsPull into(Location folder, Runnable beforeSend);
    }
}
