package dev.imconnector.pull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a pull is asked to do.
 *
 * @param runId the run's name; when empty, one is made of entity and business date
 * @param scheduledTime when the schedule wanted it, which is what the business date follows, not when it began
 * @param entity what to pull; when empty, results
 * @param rows which of them; what is absent is as the settings say for results, and else all rows with all fields in the
 *     entity's own order
 * @param format {@code jsonl} or {@code csv}; when absent, what the settings say
 * @param retry whether a FAILED run goes on
 */
public record PullRequest(
        Optional<String> runId,
        Optional<Instant> scheduledTime,
        Optional<String> entity,
        RowSelection rows,
        Optional<String> format,
        boolean retry) {}
