package dev.imconnector.push;

import java.time.Instant;
import java.util.Optional;

/**
 * What a push is asked to do.
 *
 * @param runId the run's name; when empty, one is made of the business date
 * @param scheduledTime when the schedule wanted it, which is what the business date follows, not when it began
 * @param credits the text of a location that overrides the configured one
 * @param retry whether a FAILED run goes on
 * @param dryRun whether it ends after the first pass, with nothing sent
 * @param requestedBy who asked, for the record
 */
public record PushRequest(
        Optional<String> runId,
        Optional<Instant> scheduledTime,
        Optional<String> credits,
        boolean retry,
        boolean dryRun,
        Optional<String> requestedBy) {}
