package dev.imconnector.push.inline;

import dev.imconnector.credit.Rejection;
import dev.imconnector.im.dialect.CreditVerdict.Kind;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.problem.Problem;

/**
 * What became of one credit of a request.
 *
 * @param sourceRef as found, or null when there was none
 * @param outcome what became of it
 * @param code why, for machines; null when it is in IM
 * @param reason why, for people; null when it is in IM
 */
public record InlineOutcome(String sourceRef, Kind outcome, String code, String reason) {

    static InlineOutcome rejected(String sourceRef, Rejection why) {
        return new InlineOutcome(sourceRef, Kind.REJECTED, why.code(), why.reason());
    }

    static InlineOutcome of(String sourceRef, CreditOutcome outcome) {
        var kind = switch (outcome.kind()) {
            case CREATED -> Kind.CREATED;
            case ALREADY_PRESENT -> Kind.ALREADY_PRESENT;
            case REJECTED -> Kind.REJECTED;
            case FAILED, TO_SEND -> Kind.UNKNOWN; // TO_SEND is said by dry runs only, which are of files
        };
        return new InlineOutcome(sourceRef, kind, outcome.code(), outcome.reason());
    }

    static InlineOutcome unknown(String sourceRef, Problem why) {
        return new InlineOutcome(
                sourceRef,
                Kind.UNKNOWN,
                why.code(),
                why.message()
                        + "; send it again after a minute; this is safe, because IM recognises it or the"
                        + " connector looks it up first");
    }

    /** Another record of the request had the same sourceRef and the same content, and was sent for both. */
    InlineOutcome repeated() {
        return outcome == Kind.CREATED ? new InlineOutcome(sourceRef, Kind.ALREADY_PRESENT, null, null) : this;
    }
}
