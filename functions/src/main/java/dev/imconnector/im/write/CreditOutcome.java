package dev.imconnector.im.write;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.CleanText;
import java.time.Instant;

/**
 * What IM did with one credit.
 *
 * @param kind what became of it
 * @param code why, for machines: {@code IM_REJECTED}, {@code NO_OUTCOME} or {@code IM_CANNOT_TAKE}; null when it is in IM
 * @param reason why, for people, as far as IM said; null when it is in IM
 * @param sentAt when the request that brought the outcome was sent
 */
public record CreditOutcome(Outcome kind, String code, String reason, Instant sentAt) {

    /** The longest reason that is kept, in characters. */
    public static final int MAX_REASON = 500;

    public CreditOutcome {
        reason = reason == null ? null : CleanText.of(reason, MAX_REASON);
    }

    static CreditOutcome created(Instant sentAt) {
        return new CreditOutcome(Outcome.CREATED, null, null, sentAt);
    }

    static CreditOutcome alreadyPresent(Instant sentAt) {
        return new CreditOutcome(Outcome.ALREADY_PRESENT, null, null, sentAt);
    }

    static CreditOutcome rejected(String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.REJECTED, "IM_REJECTED", reason, sentAt);
    }

    static CreditOutcome noOutcome(String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.FAILED, "NO_OUTCOME", reason, sentAt);
    }

    static CreditOutcome cannotTake(String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.FAILED, "IM_CANNOT_TAKE", reason, sentAt);
    }
}
