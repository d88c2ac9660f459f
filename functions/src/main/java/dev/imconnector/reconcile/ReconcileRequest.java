package dev.imconnector.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * What a reconciliation is asked to do.
 *
 * @param runId the run's name; when empty, one is made of the business date
 * @param scheduledTime what the business date follows
 * @param credits the text of a location that overrides the configured one
 * @param filter which credits of IM are compared; when empty, those of the periods that the files' credits are of
 * @param ignoreExtra whether nothing is said of credits that IM alone has, the files being a part of their periods
 * @param retry whether a FAILED run goes on
 */
public record ReconcileRequest(
        Optional<String> runId,
        Optional<Instant> scheduledTime,
        Optional<String> credits,
        Optional<String> filter,
        boolean ignoreExtra,
        boolean retry) {}
