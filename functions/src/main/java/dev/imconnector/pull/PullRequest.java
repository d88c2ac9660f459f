package dev.imconnector.pull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a pull is asked to do.
 *
 * @param runId the run's name; when empty, one is made of entity and business date
 * @param scheduledTime when the schedule wanted it, which is what the business date follows, not when it began
 * @param entity what to pull; when empty, results
 * @param filter which rows; when absent, what the settings say for results and all rows of other entities; blank for all
 * @param select which fields, with commas between; when absent, what the settings say for results, else all
 * @param orderby the order; when absent, what the settings say for results, else the entity's own
 * @param format {@code jsonl} or {@code csv}; when absent, what the settings say
 * @param retry whether a FAILED run goes on
 */
public record PullRequest(
        Optional<String> runId,
        Optional<Instant> scheduledTime,
        Optional<String> entity,
        Optional<String> filter,
        Optional<String> select,
        Optional<String> orderby,
        Optional<String> format,
        boolean retry) {}
