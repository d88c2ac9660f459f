package dev.imconnector.im.write;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.CreditBatch;
import dev.imconnector.im.dialect.CreditDialect;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends credits in batches until each has its own outcome: the one piece of code that decides what became of a credit.
 *
 * <p>IM's answers say less than they seem to, so:
 *
 * <ul>
 *   <li>outcomes are matched by sourceRef, never by index or by the status code of the whole;
 *   <li>a credit that the answer leaves out is sent again, {@link #MAX_ASKED} times in all (safe, because IM knows a
 *       credit again, or the dialect looks for it first);
 *   <li>that the whole batch is refused, or in conflict with what IM has, says nothing of its other credits: it is
 *       halved until each has its own outcome, and sent one by one as soon as both halves are in conflict;
 *   <li>a batch that keeps ending in a failure, a timeout or a lost connection while others pass holds a credit that IM
 *       cannot take: it is halved likewise. Whether others pass is seen from those under way, else asked with a credit
 *       that IM is known to have, which changes nothing there. When nothing passes it is an outage, and the submission
 *       stops.
 * </ul>
 *
 * <p>One instance serves all batches of a run, so that each knows whether its neighbours pass. Safe for use by several
 * threads, each with its own credits: no two credits with one sourceRef may be under way at the same time.
 */
public final class CreditSubmission {

    /** How often a credit is sent at most when IM keeps leaving it out of its answers. */
    public static final int MAX_ASKED = 3;

    private final ImTransport transport;
    private final CreditDialect dialect;
    private final AtomicLong passed = new AtomicLong();

    /** A credit that IM has; whoever sends it takes it out meanwhile, so that it is never under way twice. */
    private final AtomicReference<Credit> witness = new AtomicReference<>();

    public CreditSubmission(ImTransport transport, CreditDialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    /**
     * What became of a submission.
     *
     * @param outcomes one for each credit, in the order of the credits; null where there is none yet
     * @param stoppedBy why some have none, or null when all have one
     */
    public record Result(List<CreditOutcome> outcomes, ProblemException stoppedBy) {

        public boolean isComplete() {
            return stoppedBy == null;
        }
    }

    /**
     * Makes a batch ready, so that who sends it need not.
     *
     * @param credits at least one; their sourceRefs all differ; left alone from now on
     */
    public CreditBatch prepare(List<Credit> credits) {
        return dialect.batch(credits);
    }

    /**
     * Sends a batch, and smaller ones as far as needed.
     *
     * @param times when
     * @return the outcomes so far; complete unless time ran out, IM is down, or it does not let this client write
     * @throws InterruptedException when the thread was interrupted
     */
    public Result submit(CreditBatch batch, CallTimes times) throws InterruptedException {
        var work = new Work(batch, times);
        try {
            work.settle(work.all());
            return new Result(work.outcomes(), null);
        } catch (ProblemException e) {
            return new Result(work.outcomes(), e);
        }
    }

    /** One submission under way: which credits have their outcome, and how often the others were asked for. */
    private final class Work {

        private final CreditBatch batch;
        private final List<Credit> credits;
        private final CreditOutcome[] outcomes;
        private final int[] asked;
        private CallTimes times;

        Work(CreditBatch batch, CallTimes times) {
            this.batch = batch;
            this.credits = batch.credits();
            this.outcomes = new CreditOutcome[credits.size()];
            this.asked = new int[credits.size()];
            this.times = times;
        }

        int[] all() {
            var indexes = new int[credits.size()];
            Arrays.setAll(indexes, i -> i);
            return indexes;
        }

        List<CreditOutcome> outcomes() {
            return Arrays.asList(outcomes);
        }

        void settle(int[] group) throws InterruptedException {
            settle(group, post(group, false));
        }

        private void settle(int[] group, BatchResponse posted) throws InterruptedException {
            switch (posted.kind()) {
                case ITEMS -> settleItems(group, posted);
                case CONFLICT -> settleConflict(group, posted);
                case REFUSED -> settleRefusal(group, posted);
                case FAILED -> settleFailure(group, posted);
            }
        }

        private BatchResponse post(int[] group, boolean probing) throws InterruptedException {
            var passedBefore = passed.get();
            try {
                var posted = dialect.post(some(group), probing && group.length > 1, times, transport);
                times = times.begun();
                passed.incrementAndGet();
                return posted;
            } catch (ImUnavailableException e) {
                if (!e.mayBePoison()) {
                    throw e;
                }
                times = times.begun();
                return BatchResponse.failed(e, passedBefore);
            }
        }

        private CreditBatch some(int[] group) {
            if (group.length == credits.size()) {
                return batch;
            }
            var some = new ArrayList<Credit>(group.length);
            for (var index : group) {
                some.add(credits.get(index));
            }
            return dialect.batch(some);
        }

        private void settleItems(int[] group, BatchResponse posted) throws InterruptedException {
            var byRef = new HashMap<String, CreditVerdict>(group.length * 2);
            for (var item : posted.items()) {
                byRef.merge(item.sourceRef(), item, Work::agreed);
            }
            var silent = new ArrayList<Integer>();
            for (var index : group) {
                asked[index]++;
                var item = byRef.get(credits.get(index).sourceRef());
                outcomes[index] = outcome(item, posted.sentAt());
                remember(index);
                if (outcomes[index] == null && asked[index] < MAX_ASKED) {
                    silent.add(index);
                } else if (outcomes[index] == null) {
                    outcomes[index] = CreditOutcome.noOutcome(whatIsMissing(item), posted.sentAt());
                }
            }
            if (!silent.isEmpty()) {
                settle(silent.stream().mapToInt(Integer::intValue).toArray());
            }
        }

        /** IM named one credit twice: only when both items mean the same do they mean anything. */
        private static CreditVerdict agreed(CreditVerdict one, CreditVerdict other) {
            return one.kind() == other.kind()
                    ? one
                    : new CreditVerdict(
                            one.sourceRef(), CreditVerdict.Kind.UNKNOWN, "IM named it twice with different statuses");
        }

        private CreditOutcome outcome(CreditVerdict item, Instant sentAt) {
            if (item == null) {
                return null;
            }
            return switch (item.kind()) {
                case CREATED -> CreditOutcome.created(sentAt).named(item.imId());
                case ALREADY_PRESENT -> CreditOutcome.alreadyPresent(sentAt).named(item.imId());
                case REJECTED -> CreditOutcome.rejected(item.code(), item.message(), sentAt);
                case LOST -> CreditOutcome.noOutcome(item.message(), sentAt);
                case UNKNOWN -> null;
            };
        }

        private String whatIsMissing(CreditVerdict item) {
            return item == null
                    ? "IM left it out of " + MAX_ASKED + " answers"
                    : "IM was asked " + MAX_ASKED + " times, last: " + item.message();
        }

        private void settleConflict(int[] group, BatchResponse posted) throws InterruptedException {
            if (group.length == 1) {
                outcomes[group[0]] = CreditOutcome.alreadyPresent(posted.sentAt());
                return;
            }
            var left = half(group, 0);
            var right = half(group, 1);
            var leftPosted = post(left, false);
            var rightPosted = post(right, false);
            if (leftPosted.kind() == BatchResponse.Kind.CONFLICT && rightPosted.kind() == BatchResponse.Kind.CONFLICT) {
                settleOneByOne(left, leftPosted);
                settleOneByOne(right, rightPosted);
            } else {
                settle(left, leftPosted);
                settle(right, rightPosted);
            }
        }

        private void settleOneByOne(int[] group, BatchResponse posted) throws InterruptedException {
            if (group.length == 1) {
                settle(group, posted);
                return;
            }
            for (var index : group) {
                settle(new int[] {index});
            }
        }

        private void settleRefusal(int[] group, BatchResponse posted) throws InterruptedException {
            if (group.length == 1) {
                outcomes[group[0]] = CreditOutcome.rejected(null, posted.words(), posted.sentAt());
                return;
            }
            settle(half(group, 0));
            settle(half(group, 1));
        }

        private void settleFailure(int[] group, BatchResponse posted) throws InterruptedException {
            if (group.length == 1) {
                if (nothingPassesSince(posted)) {
                    throw posted.failure();
                }
                outcomes[group[0]] = CreditOutcome.cannotTake(
                        posted.failure().problem().message() + ", while its neighbours pass", posted.sentAt());
                return;
            }
            var left = half(group, 0);
            var right = half(group, 1);
            var leftPosted = post(left, true);
            var rightPosted = post(right, true);
            if (nothingPassesSince(posted)) {
                throw posted.failure();
            }
            settle(left, leftPosted.since(posted));
            settle(right, rightPosted.since(posted));
        }

        private void remember(int index) {
            var outcome = outcomes[index];
            if (outcome != null && outcome.kind().isInIm()) {
                witness.set(credits.get(index));
            }
        }

        /** Whether it is an outage: no batch has been answered since, and a credit that IM has is not either. */
        private boolean nothingPassesSince(BatchResponse failed) throws InterruptedException {
            if (passed.get() != failed.passedBefore()) {
                return false;
            }
            var known = witness.getAndSet(null);
            if (known == null) {
                return true;
            }
            try {
                if (!dialect.takes(known, times, transport)) {
                    return true;
                }
                passed.incrementAndGet();
                return false;
            } catch (ImUnavailableException e) {
                return true;
            } finally {
                witness.compareAndSet(null, known);
            }
        }

        private int[] half(int[] group, int which) {
            var middle = group.length / 2;
            return which == 0 ? Arrays.copyOf(group, middle) : Arrays.copyOfRange(group, middle, group.length);
        }
    }
}
