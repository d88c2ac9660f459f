package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.run.RunRecord;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is run in a history of one kind, what IM does for it, and how its account is taken. */
interface Errand {

    Instant SCHEDULED = Instant.parse("2026-03-02T04:15:00Z");

    /** Puts everything where it belongs before anything is run. */
    void prepare();

    /** One invocation. */
    RunRecord run(Machine machine, boolean retry, Deadline deadline);

    /** What IM would do with a request. */
    Deed deed(HttpCall call);

    /** Whether a run that ended FAILED would end so again, however often it is tried. */
    default boolean isRightlyFailed(RunRecord last) {
        return false;
    }

    /** Whether a run that has ended may be answered otherwise than by its record. */
    default boolean mayBeAnswered(RunRecord again) {
        return false;
    }

    /** Somebody does something meanwhile, on a machine of his own. */
    default void beside(Machine machine) {
        throw new IllegalStateException("Nobody does anything beside this run");
    }

    /** Looks at what IM holds by now, where that is not in {@link World#tenant} anyway. */
    default void look() {}

    /** Whether the run only looks, and must send nothing. */
    default boolean onlyLooks() {
        return false;
    }

    /** Looks at a record that was just stored. */
    void check(JsonNode record);

    /** Looks at any other object that was just stored. */
    default void written(String location, byte[] content) {}

    /** Gives up what it holds outside of the simulation. */
    default void close() {}

    /** Settings of its own. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Looks at everything, after the run has ended for good. */
    void takeAccount(RunRecord last);

    /** A request, seen from IM's side. */
    interface Deed {

        /** Does it. */
        Tenant.Answer take();

        /** Does it when nobody waits for it any more. */
        void takeLate();

        /** Refuses it as a whole, and does nothing. */
        Tenant.Answer refuse(int status);

        /** Whether that trouble would make of its answer what nobody could see through. */
        boolean wouldBeALie(Trouble trouble);

        /** Of the credits in it. */
        List<String> sourceRefs();

        /** Does it, and names something twice that is there once. */
        default Tenant.Answer takeNamingTwice() {
            return take();
        }
    }

    /** Of a history in which nothing goes wrong, in bad cases. */
    Duration LONG = Duration.ofMinutes(15);
}
