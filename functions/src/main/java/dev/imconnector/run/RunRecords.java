package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The run records under {@code RUNS_LOCATION}, each at {@code {runId}/run.json}. Safe for use by several threads and
 * processes: whoever takes a run up does so by a conditional write.
 */
public final class RunRecords {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withConfigOverride(LocalDate.class, dates -> dates.setFormat(JsonFormat.Value.forLeniency(false)))
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final String RECORD = "run.json";

    private final ObjectStore store;
    private final Location runs;
    private final Clock clock;

    /** @param runs the folder of all runs */
    public RunRecords(ObjectStore store, Location runs, Clock clock) {
        this.store = store;
        this.runs = runs.asFolder();
        this.clock = clock;
    }

    /** The mapper that reads and writes records, and answers made of them. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** The folder of all that a run leaves behind. */
    public Location folder(RunId runId) {
        return runs.resolve(runId + "/");
    }

    /**
     * The record with the version it is stored in.
     *
     * @throws RunException when it cannot be read, or was written by a newer major version
     */
    public Optional<Found> find(RunId runId) {
        var location = location(runId);
        return store.read(location).map(stored -> {
            var run = parse(stored.content(), location);
            if (!runId.text().equals(run.id())) {
                throw unreadable(location, "it is the record of another run");
            }
            return new Found(run, stored.version());
        });
    }

    /**
     * What a use case has kept in a record.
     *
     * @param what of what it must be, for people
     * @param isWhole whether all is there without which nobody can go on
     * @throws RunException {@code RUN_RECORD_UNREADABLE} when it is something else
     */
    public static <T> T checkpoint(RunRecord run, Class<T> type, String what, Predicate<T> isWhole) {
        try {
            var state = JSON.convertValue(run.checkpoint(), type);
            if (state != null && isWhole.test(state)) {
                return state;
            }
        } catch (IllegalArgumentException e) {
            // Jackson's words quote the record, and help nobody.
        }
        throw new RunException(new Problem(
                "RUN_RECORD_UNREADABLE",
                "The checkpoint of the run " + run.runId() + " is not one of a " + what,
                "Restore the record from its versions, or start the run under another runId"));
    }

    /** A record as it is stored. */
    public record Found(RunRecord run, String storedVersion) {

        /** How long others must leave the run alone, or empty when it is free to be taken up. */
        public Optional<Duration> heldFor(Clock clock) {
            var now = clock.instant();
            return run.status() == RunStatus.RUNNING
                    ? run.lease()
                            .filter(lease -> lease.isLive(now))
                            .map(lease -> Duration.between(now, lease.expiresAt()))
                    : Optional.empty();
        }
    }

    /**
     * Begins a run that has no record yet.
     *
     * @param owner a name that no other invocation has
     * @param leaseTime how long the lease lasts after each renewal
     * @throws LeaseLostException when somebody else has begun it meanwhile
     */
    public RunLease begin(RunRecord run, String owner, Duration leaseTime) {
        return RunLease.take(store, location(run.runId()), null, run, owner, leaseTime, clock);
    }

    /** Stores the record of a run that has ended without having begun, unless its name has a record already. */
    void keep(RunRecord ended) {
        try {
            store.create(location(ended.runId()), write(ended));
        } catch (WriteConflictException e) {
            // Of that name there is a run: its record says more than this one would.
            return;
        }
    }

    /**
     * Takes up a run whose lease is free.
     *
     * @throws LeaseLostException when somebody else has taken it up meanwhile
     */
    public RunLease takeUp(Found found, String owner, Duration leaseTime) {
        return RunLease.take(
                store, location(found.run().runId()), found.storedVersion(), found.run(), owner, leaseTime, clock);
    }

    /**
     * All records, in the order of their ids.
     *
     * @param limit the most objects under the folder of all runs to look at
     */
    public List<RunRecord> all(int limit) {
        return store.list(runs, limit).stream()
                .map(StoredObject::location)
                .filter(object -> object.name().equals(RECORD)
                        && object.folder().path().indexOf('/', runs.path().length())
                                == object.folder().path().length() - 1)
                .flatMap(object -> store.read(object).stream().map(stored -> parse(stored.content(), object)))
                .toList();
    }

    private Location location(RunId runId) {
        return folder(runId).resolve(RECORD);
    }

    static RunRecord parse(byte[] content, Location location) {
        RunRecord run;
        try {
            run = JSON.readValue(content, RunRecord.class);
        } catch (java.io.IOException e) {
            throw unreadable(location, "it is not a run record");
        }
        var major = run == null || run.formatVersion() == null
                ? ""
                : run.formatVersion().split("\\.", -1)[0];
        if (!major.matches("[0-9]{1,4}")) {
            throw unreadable(location, "it has no formatVersion");
        }
        if (Integer.parseInt(major) > Integer.parseInt(RunRecord.FORMAT_VERSION.split("\\.")[0])) {
            throw unreadable(
                    location,
                    "its formatVersion " + run.formatVersion() + " is newer than this version's "
                            + RunRecord.FORMAT_VERSION);
        }
        if (!run.looksWhole()) {
            throw unreadable(location, "it lacks a field that every record has");
        }
        return run;
    }

    static byte[] write(Object tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run record can always be written as JSON", e);
        }
    }

    private static RunException unreadable(Location location, String why) {
        return new RunException(new Problem(
                "RUN_RECORD_UNREADABLE",
                "The run record " + location + " cannot be used: " + why,
                "Restore it from its versions, or start the run under another runId with the version that wrote it"));
    }
}
