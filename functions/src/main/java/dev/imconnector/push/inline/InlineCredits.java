package dev.imconnector.push.inline;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Delivery;
import dev.imconnector.im.OutOfTimeException;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.im.write.CreditSending;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import dev.imconnector.push.Sending;
import dev.imconnector.run.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Pushes the credits of one request while its caller waits: the rules and the outcomes of the nightly push, without a
 * file and without a run. For one request.
 */
public final class InlineCredits {

    private static final Problem NO_OUTCOME = new Problem("NO_OUTCOME", "There is no answer of IM for it", "");

    private final CreditSending sending;
    private final InlineRules rules;
    private final SourceRefsUnderWay underWay;
    private final Delivery delivery;
    private final IntFunction<Workers> workers;
    private final int batchSize;
    private final int maxInFlight;

    /**
     * @param sending sends batches, of this request alone
     * @param rules what credits are judged by
     * @param underWay what this and other requests of the process are sending
     * @param delivery knows what became of the requests
     * @param workers makes that many workers
     * @param batchSize credits per request to IM
     * @param maxInFlight requests to IM under way at a time
     */
    public InlineCredits(
            CreditSending sending,
            InlineRules rules,
            SourceRefsUnderWay underWay,
            Delivery delivery,
            IntFunction<Workers> workers,
            int batchSize,
            int maxInFlight) {
        this.sending = sending;
        this.rules = rules;
        this.underWay = underWay;
        this.delivery = delivery;
        this.workers = workers;
        this.batchSize = batchSize;
        this.maxInFlight = maxInFlight;
    }

    /**
     * Sends what may be sent, and waits for its outcomes.
     *
     * @param beforeSending called once before the first request, if there is one; what it throws ends the push, and
     *     nothing is sent
     * @return an outcome for each credit
     * @throws ProblemException why nothing reached IM: it asks to wait, is down, or refuses this client, or time was up
     *     before the first request
     */
    public InlineResult push(InlineBatch batch, CallTimes times, Runnable beforeSending) throws InterruptedException {
        if (batch.sourceRefs().isEmpty()) {
            return batch.plan(rules.plausibility()).result(NO_OUTCOME);
        }
        var learned = rules.terms().of(rules.settings(), sending, times);
        var plan = batch.plan(rules.plausibility().and(sending.check(learned)));
        if (plan.credits().isEmpty()) {
            return plan.result(NO_OUTCOME);
        }
        beforeSending.run();
        var stoppedBy = send(sending.submission(learned), plan, times);
        if (stoppedBy != null && !delivery.mayHaveArrivedUnlessUnavailable()) {
            throw stoppedBy;
        }
        return plan.result(stoppedBy == null ? NO_OUTCOME : stoppedBy.problem());
    }

    /** @return the first reason why some have no outcome, or null */
    private ProblemException send(CreditSubmission submission, InlinePlan plan, CallTimes times)
            throws InterruptedException {
        var credits = plan.credits();
        var batches = (credits.size() + batchSize - 1) / batchSize;
        ProblemException stoppedBy = null;
        try (var threads = workers.apply(Math.min(maxInFlight, batches))) {
            var underWay = new ArrayList<Future<CreditSubmission.Result>>();
            for (int from = 0; from < credits.size(); from += batchSize) {
                var batch = List.copyOf(credits.subList(from, Math.min(from + batchSize, credits.size())));
                underWay.add(threads.submit(() -> submit(submission, batch, times)));
            }
            for (int i = 0; i < underWay.size(); i++) {
                var result = await(underWay.get(i));
                for (int j = 0; j < result.outcomes().size(); j++) {
                    if (result.outcomes().get(j) != null) {
                        plan.answered(i * batchSize + j, result.outcomes().get(j));
                    }
                }
                stoppedBy = stoppedBy == null ? result.stoppedBy() : stoppedBy;
            }
        }
        return stoppedBy;
    }

    private CreditSubmission.Result submit(CreditSubmission submission, List<Credit> batch, CallTimes times)
            throws InterruptedException {
        SourceRefsUnderWay.Claim claim;
        try {
            claim = underWay.claim(batch, times.begin());
        } catch (OutOfTimeException e) {
            return new CreditSubmission.Result(Arrays.asList(new CreditOutcome[batch.size()]), e);
        }
        try {
            return submission.submit(submission.prepare(batch), times);
        } finally {
            claim.close();
        }
    }

    /** Waits as long as it takes: each request of a submission has its own deadline. */
    private static CreditSubmission.Result await(Future<CreditSubmission.Result> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw Sending.unwrapped(e);
        }
    }
}
