package dev.imconnector.run;

import java.time.Instant;

/**
 * One invocation that worked on a run.
 *
 * @param startedAt when it took the run up
 * @param endedAt when it gave it back, or null while it works or when it died
 * @param end the status it left, {@code DIED} when the next one found it gone, or null while it works
 */
public record RunAttempt(Instant startedAt, Instant endedAt, String end) {}
