package dev.imconnector.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One invocation's work on a run that it holds. {@link RunEngine} calls it, and turns whatever it throws into the end of
 * the invocation or of the run. For use by one thread.
 */
public interface RunWork {

    /**
     * Works from the checkpoint up to the point where only the ending remains.
     *
     * @return true when it is; false when the record says already what the run waits for
     * @throws dev.imconnector.problem.ProblemException what stops it: the run is left when that passes, and else ends
     * @throws InterruptedException when the thread was interrupted: the run is left
     */
    boolean goOn() throws InterruptedException;

    /**
     * Composes what the run leaves behind, and names it in the record: all that is true at this end, and nothing of an
     * earlier one.
     *
     * @param failure why the run ends FAILED, when that is known
     * @return why it ends FAILED, or empty when it ends COMPLETED
     * @throws TimeUpException when there is no time left: the next invocation does it
     */
    Optional<Problem> compose(Optional<Problem> failure);

    /** The objects that are clutter once the record says COMPLETED; the checkpoint forgets them. */
    List<Location> leftovers();

    /** The invocation leaves the run unfinished: the last chance to change the record and the checkpoint. */
    default void leave() {}

    /** What has been made since the last time, and is named in the checkpoint from now on. */
    default List<Part> takeParts() {
        return List.of();
    }

    /** All that is needed to resume from here, for the record's {@code checkpoint}. */
    ObjectNode checkpoint();

    /**
     * Whether record and parts belong together at every moment. If not, an error that nobody expected leaves the last
     * checkpoint in the record.
     */
    boolean isAlwaysWhole();

    /** Receives the number of requests that were answered just before that moment. */
    default void requested(Instant now, long requests) {}

    /**
     * How long the run is resumed without any progress before it is given up; empty when it only waits for more time.
     */
    Optional<GiveUp> giveUp();

    /** Makes the page for people when the run has ended. */
    EndReport report();

    /**
     * How long is waited, and since when.
     *
     * @param progress part of the checkpoint
     */
    record GiveUp(RunProgress progress, GiveUpPolicy policy) {}

    /** Writes the page for people and names it in the record. */
    @FunctionalInterface
    interface EndReport {

        /**
         * @param run as it will be stored
         * @param folder the run's
         */
        void write(RunRecord run, Location folder);
    }
}
