package dev.imconnector.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.WriteConflictException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of writes on demand: {@code <date>/<invocationId>.json}, written before anything is sent and completed
 * afterwards, so that a write whose function died is there as {@code SENDING}. The date is UTC. The name is not the
 * caller's to choose, and no entry is ever written over another. Safe for use by several threads.
 */
public final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /** An invocation's id is its own; but the answer to a write that arrived may be lost, and the write be repeated. */
    private static final int MOST_NAMES = 3;

    private final ObjectStore store;
    private final Location folder;
    private final Clock clock;

    /** @param folder of all entries */
    public AuditTrail(ObjectStore store, Location folder, Clock clock) {
        this.store = store;
        this.folder = folder.asFolder();
        this.clock = clock;
    }

    /** The audit of one write; nothing is kept before it {@link Write#begin begins}. */
    public Write of(AuditEntry entry) {
        return new Write(entry);
    }

    /** One write under audit. For use by one thread. */
    public final class Write {

        private final AuditEntry entry;
        private Location location;
        private String version;

        private Write(AuditEntry entry) {
            this.entry = entry;
        }

        /**
         * Notes what is about to be sent.
         *
         * @throws StoreException when it cannot be written; then nothing may be sent
         */
        public void begin() {
            for (int name = 1; name <= MOST_NAMES; name++) {
                var free = AuditTrail.this.location(entry, name);
                try {
                    version = store.create(free, json(entry));
                    location = free;
                    return;
                } catch (WriteConflictException e) {
                    LOG.warn("There is an audit {} already, which stays as it is", free);
                }
            }
            throw new StoreException(
                    new Problem(
                            "AUDIT_CONFLICT",
                            "There are audits of the invocation " + entry.invocationId() + " already",
                            "Send the request again; nothing was sent to IM"),
                    null);
        }

        /** Notes what came of it. When that fails it is logged: the answer is the truth, and must reach the caller. */
        public void end(String outcome, String detail) {
            keep(() -> {
                version = store.replace(location, json(entry.ended(outcome, detail, clock.instant())), version);
            });
        }

        /** Keeps the receipts of credits, as {@code <invocationId>.receipts.jsonl.gz}; when that fails as above. */
        public void receipts(byte[] gzippedLines) {
            keep(() -> {
                var name = location.name().replaceFirst("\\.json$", ".receipts.jsonl.gz");
                store.create(location.folder().resolve(name), gzippedLines);
            });
        }

        private void keep(Keeping keeping) {
            if (location == null) {
                return;
            }
            try {
                keeping.run();
            } catch (WriteConflictException e) {
                LOG.error("The audit {} could not be completed: somebody else has written there", location);
            } catch (ProblemException e) {
                LOG.error(
                        "The audit {} could not be completed: {} {}",
                        location,
                        e.problem().message(),
                        e.problem().fix());
            }
        }
    }

    @FunctionalInterface
    private interface Keeping {
        void run() throws WriteConflictException;
    }

    private Location location(AuditEntry entry, int name) {
        var date = entry.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
        return folder.resolve(date + "/" + entry.invocationId() + (name == 1 ? "" : "-" + name) + ".json");
    }

    private static byte[] json(AuditEntry entry) {
        try {
            return RunRecords.json().writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An audit entry can always be written as JSON", e);
        }
    }
}
