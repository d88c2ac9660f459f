package dev.imconnector.push;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.Corrections.Created;
import dev.imconnector.run.Presence;
import dev.imconnector.run.RunSession;
import dev.imconnector.run.TimeUpException;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up what IM said is there already in the receipts of all other runs, the latest first, until each has been found:
 * nobody else would notice a credit that IM has not, or has as it was before a correction. Made once, at the end of a run
 * that has such credits; a run without them reads nothing. Takes two minutes at most. For one use.
 */
final class ReceiptsLook {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsLook.class);

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int BETWEEN_BEATS = 1_000;

    /** Of that many changed credits it is kept how they were created; of more it is left out. */
    private static final int MOST_KEPT = 10_000;

    private static final int SHOWN = 5;

    private final RunSession session;
    private final List<Location> ownReceipts;
    private final long inIm;
    private final Instant until;
    private final PresentCredits credits;
    private final Map<Integer, Created> created = new HashMap<>();
    private final List<String> places = new ArrayList<>();
    private boolean isComplete = true;
    private long steps;

    /**
     * @param ownReceipts this run's, gzipped
     * @param inIm of how many of its credits IM said that they are there already
     */
    ReceiptsLook(RunSession session, List<Location> ownReceipts, long inIm) {
        this.session = session;
        this.ownReceipts = ownReceipts;
        this.inIm = inIm;
        this.until = session.now().plus(LONGEST);
        this.credits = new PresentCredits(inIm);
    }

    /** Receives each receipt. */
    @FunctionalInterface
    private interface Receiver {

        void take(SentReceipt receipt);
    }

    /**
     * Does it.
     *
     * @throws TimeUpException when the invocation has no time left to begin it: the next one does it
     */
    Presence look() {
        session.heartbeat().beat();
        readOwn(receipt -> {
            if (receipt.outcome().equals(Outcome.ALREADY_PRESENT.name())) {
                isComplete &= credits.add(receipt);
            }
        });
        lookAtOthers();
        var at = credits.changed() == 0 ? null : list().toString();
        return new Presence(inIm, credits.withReceipt(), credits.changed(), isComplete, at);
    }

    /** Where the first of the changed credits are, for people. */
    List<String> places() {
        return places;
    }

    private void lookAtOthers() {
        var runs = EarlierReceipts.beside(session.folder(), session.store());
        for (var run : runs) {
            for (var object : run.objects()) {
                if (credits.areAllFound()) {
                    return;
                }
                if (isTimeUp()) {
                    isComplete = false;
                    return;
                }
                lookAt(object, run.runId());
            }
        }
    }

    private boolean isTimeUp() {
        return session.heartbeat().isOver() || session.now().isAfter(until);
    }

    private void lookAt(StoredObject object, String runId) {
        try {
            read(object, receipt -> {
                if (receipt.outcome().equals(Outcome.CREATED.name())) {
                    var index = credits.take(receipt);
                    if (index >= 0 && created.size() < MOST_KEPT) {
                        created.put(index, Created.by(runId, receipt));
                    }
                }
            });
        } catch (IOException e) {
            // Cleaned up meanwhile, or damaged: what it says is not known, and the record says that something is not.
            LOG.warn("The receipts {} could not be read: {}", object.location(), e.getMessage());
            isComplete = false;
        }
    }

    private Location list() {
        var at = session.folder().resolve(Corrections.FILE);
        try (var corrections = new Corrections(session.store(), at)) {
            readOwn(receipt -> {
                var index = credits.changed(receipt);
                if (index >= 0) {
                    var before = created.getOrDefault(index, Created.NOT_KEPT);
                    corrections.add(receipt, before);
                    if (places.size() < SHOWN) {
                        places.add(place(receipt, before));
                    }
                }
            });
            corrections.commit();
            return at;
        } catch (IOException e) {
            throw unusable(at, e);
        }
    }

    private static String place(SentReceipt now, Created before) {
        var file = now.file().substring(now.file().lastIndexOf('/') + 1);
        return file + ", line " + now.line() + (before.runId().isEmpty() ? "" : " (created by " + before.runId() + ")");
    }

    private void readOwn(Receiver receiver) {
        for (var at : ownReceipts) {
            try {
                read(session.store().find(at).orElseThrow(() -> new IOException(at + " is gone")), receiver);
            } catch (IOException e) {
                throw unusable(at, e);
            }
        }
    }

    private static StoreException unusable(Location receipts, IOException e) {
        return new StoreException(
                new Problem(
                        "PART_UNUSABLE",
                        "The receipts " + receipts + " of the run could not be read: " + e.getMessage(),
                        "Restore them from the bucket's versions, and call again with the same runId"),
                e);
    }

    private void read(StoredObject object, Receiver receiver) throws IOException {
        try (var receipts = new ReceiptsReader(session.store().open(object))) {
            for (var receipt = receipts.next(); receipt != null; receipt = receipts.next()) {
                receiver.take(receipt);
                if (++steps % BETWEEN_BEATS == 0) {
                    session.heartbeat().beatAtTheEnd();
                }
            }
        }
    }
}
