package dev.imconnector.manage;

import dev.imconnector.hashing.Sha256;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts pipeline runs. IM starts one for each request, so none is sent twice: a lost answer is said to be lost, and an
 * idempotency key makes the caller's own repetition safe. For one request.
 */
public final class PipelineStart {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineStart.class);

    /** The request that took a key has ended after this, whatever came of it: longer than a function's timeout. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(60);

    private final ImWriter writer;
    private final Delivery delivery;
    private final KeyStore keys;
    private final Clock clock;

    /**
     * @param writer sends the request, of this caller alone
     * @param delivery knows what became of it
     * @param keys the folder of all idempotency keys
     */
    public PipelineStart(ImWriter writer, Delivery delivery, ObjectStore store, Location keys, Clock clock) {
        this.writer = writer;
        this.delivery = delivery;
        this.keys = new KeyStore(store, keys);
        this.clock = clock;
    }

    /**
     * A run that IM has started.
     *
     * @param runId IM's id of it
     * @param replayed whether an earlier request with the same key started it
     */
    public record Started(String runId, boolean replayed) {}

    /**
     * Starts a run, unless an earlier request with the same key did.
     *
     * @param json one JSON object
     * @param key the idempotency key, if there is one
     * @param requestId of this request, unlike any other's
     * @param beforeSending called before the request is sent; what it throws ends the start, and nothing is sent
     * @throws PipelineException when it was not started by this request, or nobody knows
     * @throws ProblemException why IM certainly did not start one
     */
    public Started start(byte[] json, Optional<String> key, String requestId, CallTimes times, Runnable beforeSending)
            throws InterruptedException {
        // As it is read back: a record must equal itself after having been stored.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (key.isEmpty()) {
            beforeSending.run();
            return new Started(send(json, now, times), false);
        }
        var mine = new KeyRecord(KeyRecord.State.STARTED, Sha256.hex(json), requestId, now, null);
        var earlier = keys.take(key.get(), mine);
        return earlier.isPresent()
                ? repeated(key.get(), mine, earlier.get())
                : first(json, key.get(), mine, times, beforeSending);
    }

    private Started repeated(String key, KeyRecord mine, KeyRecord earlier) {
        if (!earlier.bodySha256().equals(mine.bodySha256())) {
            throw PipelineException.keyReused();
        }
        return switch (earlier.state()) {
            case ANSWERED -> new Started(earlier.runId(), true);
            case LOST -> throw lost(earlier.startedAt(), true, null);
            case STARTED -> {
                if (clock.instant().isBefore(earlier.startedAt().plus(UNDER_WAY))) {
                    throw PipelineException.underWay(earlier.startedAt());
                }
                keys.put(key, earlier.lost());
                throw lost(earlier.startedAt(), true, null);
            }
        };
    }

    private Started first(byte[] json, String key, KeyRecord mine, CallTimes times, Runnable beforeSending)
            throws InterruptedException {
        try {
            beforeSending.run();
            var runId = send(json, mine.startedAt(), times);
            keep(key, mine.answered(runId));
            return new Started(runId, false);
        } catch (PipelineException e) {
            keep(key, mine.lost());
            throw e;
        } catch (ProblemException e) {
            release(key, mine);
            throw e;
        }
    }

    /** The run is known to the caller even when the key's record cannot be written: then a repetition is "lost". */
    private void keep(String key, KeyRecord record) {
        try {
            keys.put(key, record);
        } catch (StoreException e) {
            LOG.error(
                    "The Idempotency-Key of request {} could not be settled as {}: {}",
                    record.requestId(),
                    record.state(),
                    e.getMessage());
        }
    }

    /** The reason why nothing was started matters more than the key, which counts as lost when it cannot be freed. */
    private void release(String key, KeyRecord record) {
        try {
            keys.release(key);
        } catch (StoreException e) {
            LOG.error("The Idempotency-Key of request {} could not be freed: {}", record.requestId(), e.getMessage());
        }
    }

    private String send(byte[] json, Instant since, CallTimes times) throws InterruptedException {
        Optional<String> runId;
        try {
            runId = writer.startPipelineRun(json, times);
        } catch (ImUnavailableException e) {
            if (delivery.mayHaveArrived()) {
                throw lost(since, e.kind() != ImUnavailableException.Kind.TIMEOUT, e);
            }
            throw e;
        } catch (ImRefusedException e) {
            // A server that fails in a way of its own has not said that it did nothing.
            throw e.status() / 100 == 5 ? lost(since, true, e) : e;
        }
        return runId.orElseThrow(() -> PipelineException.unnamed(since, writer.newestPipelineRunsFirst()));
    }

    private PipelineException lost(Instant since, boolean inTime, ProblemException cause) {
        return PipelineException.lost(since, inTime, writer.newestPipelineRunsFirst(), cause);
    }
}
