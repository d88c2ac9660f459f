package dev.imconnector.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of writes on demand: {@code audit/<date>/<requestId>.json} beside the runs, written before anything is sent
 * and again afterwards, so that a write whose function died is there as {@code SENDING}. The date is UTC. Safe for use
 * by several threads.
 */
public final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private final ObjectStore store;
    private final Location runs;
    private final Clock clock;

    /** @param runs the folder of all runs */
    public AuditTrail(ObjectStore store, Location runs, Clock clock) {
        this.store = store;
        this.runs = runs.asFolder();
        this.clock = clock;
    }

    /** The audit of one write; nothing is kept before it {@link Write#begin begins}. */
    public Write of(AuditEntry entry) {
        return new Write(entry);
    }

    /** One write under audit. For use by one thread. */
    public final class Write {

        private final AuditEntry entry;
        private boolean begun;

        private Write(AuditEntry entry) {
            this.entry = entry;
        }

        /**
         * Notes what is about to be sent.
         *
         * @throws StoreException when it cannot be written; then nothing may be sent
         */
        public void begin() {
            store.write(location(entry, ".json"), json(entry));
            begun = true;
        }

        /** Notes what came of it. When that fails it is logged: the answer is the truth, and must reach the caller. */
        public void end(String outcome, String detail) {
            if (begun) {
                keep(entry, ".json", json(entry.ended(outcome, detail, clock.instant())));
            }
        }

        /** Keeps the receipts of credits, as {@code <requestId>.receipts.jsonl.gz}; when that fails as above. */
        public void receipts(byte[] gzippedLines) {
            if (begun) {
                keep(entry, ".receipts.jsonl.gz", gzippedLines);
            }
        }
    }

    private void keep(AuditEntry entry, String ending, byte[] content) {
        try {
            store.write(location(entry, ending), content);
        } catch (ProblemException e) {
            LOG.error(
                    "The audit of request {} could not be completed: {} {}",
                    entry.requestId(),
                    e.problem().message(),
                    e.problem().fix());
        }
    }

    private Location location(AuditEntry entry, String ending) {
        var date = entry.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
        return runs.resolve("audit/" + date + "/" + entry.requestId() + ending);
    }

    private static byte[] json(AuditEntry entry) {
        try {
            return RunRecords.json().writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An audit entry can always be written as JSON", e);
        }
    }
}
