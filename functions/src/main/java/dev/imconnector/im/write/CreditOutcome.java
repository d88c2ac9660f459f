package dev.imconnector.im.write;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.CleanText;
import java.time.Instant;

/**
 * What IM did with one credit.
 *
 * @param kind what became of it
 * @param code why, for machines: {@code IM_REJECTED} or a more precise code, {@code NO_OUTCOME} or
 *     {@code IM_CANNOT_TAKE}; null when it is in IM
 * @param reason why, for people, as far as IM said; null when it is in IM
 * @param imId what IM calls the credit; null when it has no name of its own there, or is not there
 * @param sentAt when the request that brought the outcome was sent
 */
public record CreditOutcome(Outcome kind, String code, String reason, String imId, Instant sentAt) {

    private static final String IM_REJECTED = "IM_REJECTED";

    /** The longest reason that is kept, in characters. */
    public static final int MAX_REASON = 500;

    public CreditOutcome {
        reason = reason == null ? null : CleanText.of(reason, MAX_REASON);
    }

    static CreditOutcome created(Instant sentAt) {
        return new CreditOutcome(Outcome.CREATED, null, null, null, sentAt);
    }

    static CreditOutcome alreadyPresent(Instant sentAt) {
        return new CreditOutcome(Outcome.ALREADY_PRESENT, null, null, null, sentAt);
    }

    /** @param code null when only IM's own words say why */
    static CreditOutcome rejected(String code, String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.REJECTED, code == null ? IM_REJECTED : code, reason, null, sentAt);
    }

    /** The same, of a credit that IM calls so. */
    CreditOutcome named(String name) {
        return new CreditOutcome(kind, code, reason, name, sentAt);
    }

    static CreditOutcome noOutcome(String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.FAILED, "NO_OUTCOME", reason, null, sentAt);
    }

    static CreditOutcome cannotTake(String reason, Instant sentAt) {
        return new CreditOutcome(Outcome.FAILED, "IM_CANNOT_TAKE", reason, null, sentAt);
    }
}
