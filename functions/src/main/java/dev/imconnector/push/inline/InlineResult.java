package dev.imconnector.push.inline;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.dialect.CreditVerdict;
import java.time.Instant;
import java.util.List;

/**
 * What became of the credits of a request.
 *
 * @param outcomes one for each credit, in the order of the request
 * @param receipts one for each credit that was to be sent
 */
public record InlineResult(List<InlineOutcome> outcomes, List<Receipt> receipts) {

    /**
     * The proof that a credit went out.
     *
     * @param index its place in the request
     * @param credit as it was sent
     * @param outcome what became of it
     * @param imId what IM calls it, or null
     * @param sentAt when the request was sent whose answer gave the outcome, or null when there is no such answer
     */
    public record Receipt(int index, Credit credit, CreditVerdict.Kind outcome, String imId, Instant sentAt) {}

    public boolean allInIm() {
        return outcomes.stream().allMatch(each -> each.outcome().isInIm());
    }

    public boolean allRejected() {
        return outcomes.stream().allMatch(each -> each.outcome() == CreditVerdict.Kind.REJECTED);
    }
}
