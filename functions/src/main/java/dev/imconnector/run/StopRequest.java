package dev.imconnector.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A request to stop a run: an object {@value #NAME} beside the run's record, whatever is in it. An object of its
 * own, for the record is its holder's alone. For use by one thread.
 */
public final class StopRequest {

    /** Its name in the run's folder. */
    public static final String NAME = "stop.json";

    /** How soon a request is seen. Looking is a request to the store, so not before each record. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int MAX_NAME = 255;

    private final ObjectStore store;
    private final Location location;
    private final Clock clock;
    private Instant lookedAt = Instant.EPOCH;

    /** @param folder the run's */
    public StopRequest(ObjectStore store, Location folder, Clock clock) {
        this.store = store;
        this.location = folder.resolve(NAME);
        this.clock = clock;
    }

    /** Asks the run to stop. */
    public void make(String requestedBy) {
        var content = RunRecords.json()
                .createObjectNode()
                .put("requestedBy", requestedBy)
                .put("requestedAt", clock.instant().toString());
        store.write(location, content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether somebody has asked. */
    boolean isMade() {
        return store.find(location).isPresent();
    }

    /** Forgets it: the run is to go on. */
    public void withdraw() {
        if (isMade()) {
            store.delete(location);
        }
    }

    /**
     * Looks whether the run is to stop, if the last look is a second ago.
     *
     * @throws RunException {@code STOPPED} when it is
     */
    public void check() {
        var now = clock.instant();
        // A last look that lies ahead: the clock was set back since.
        if (!now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK))) {
            return;
        }
        lookedAt = now;
        // A reading, not a listing, for this is the most frequent request of a run, and S3 charges a listing
        // twelvefold.
        var request = store.read(location);
        if (request.isPresent()) {
            throw new RunException(new Problem(
                    "STOPPED",
                    "The run was stopped by " + who(request.get().content()),
                    "Call again with \"retry\": true to resume where it stopped; what is in IM already can only be reversed"
                            + " (im reverse)"));
        }
    }

    private static String who(byte[] content) {
        var name = json(content).path("requestedBy").asText("");
        return name.isBlank() ? "somebody" : CleanText.of(name, MAX_NAME);
    }

    /** Whatever it says, it means stop. */
    private static JsonNode json(byte[] content) {
        try {
            return RunRecords.json().readTree(content);
        } catch (IOException e) {
            return RunRecords.json().createObjectNode();
        }
    }
}
