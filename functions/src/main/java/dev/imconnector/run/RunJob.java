package dev.imconnector.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What one call asks of a run of its kind: what {@link RunEngine} cannot know. For one use, by one thread.
 *
 * <p>Every method may throw a {@link RunException}, or another problem: then the call is answered with it, and the record
 * stays as it is.
 */
public interface RunJob {

    RunKind kind();

    /** The run that is meant. */
    RunId runId();

    /** Who asks, for the record. */
    default Optional<String> requestedBy() {
        return Optional.empty();
    }

    /** Whether to resume a FAILED run. */
    boolean retries();

    /** Whether the run has ended and is not to be resumed: then its record is the answer. */
    default boolean isFinal(RunRecord run) {
        return run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED && !retries();
    }

    /**
     * Makes sure that the run is what the call means, before its record is answered: one that has ended, or that another
     * invocation holds.
     *
     * @throws RunException when it does something else
     */
    void mustMean(RunRecord run);

    /** Puts the first checkpoint into a run that nobody has begun yet. */
    void begin(RunRecord run, Instant now);

    /**
     * Prepares the record of a run that nobody holds for being resumed; the caller that takes the run up stores it.
     *
     * @throws RunException when the run does something else
     */
    void resume(RunRecord run, Instant now);

    /** The work of this invocation on the run, which it holds. */
    RunWork work(RunSession session);
}
