package dev.imconnector.im.dialect;

import dev.imconnector.im.ImUnavailableException;
import java.time.Instant;
import java.util.List;

/**
 * The result of posting one batch of credits.
 *
 * @param kind which of the four
 * @param items for {@link Kind#ITEMS}: what IM said of each credit; may lack some, and name others than the batch has
 * @param words for {@link Kind#REFUSED}: the status and IM's words
 * @param failure for {@link Kind#FAILED}: how the last attempt failed
 * @param passedBefore for {@link Kind#FAILED}: how many batches had passed before the first attempt
 * @param sentAt when the last request was sent
 */
public record BatchResponse(
        Kind kind,
        List<CreditVerdict> items,
        String words,
        ImUnavailableException failure,
        long passedBefore,
        Instant sentAt) {

    /** The possible results. */
    public enum Kind {
        /** IM spoke of single credits; perhaps not of all. */
        ITEMS,
        /** At least one of the batch is there already, and IM does not say which. */
        CONFLICT,
        /** At least one of the batch is bad, or there are too many, and IM does not say which. */
        REFUSED,
        /** No answer, as often as it was tried: an outage, or one credit that IM cannot take. */
        FAILED
    }

    public static BatchResponse items(List<CreditVerdict> items, Instant sentAt) {
        return new BatchResponse(Kind.ITEMS, items, null, null, 0, sentAt);
    }

    public static BatchResponse conflict(Instant sentAt) {
        return new BatchResponse(Kind.CONFLICT, null, null, null, 0, sentAt);
    }

    public static BatchResponse refused(String words, Instant sentAt) {
        return new BatchResponse(Kind.REFUSED, null, words, null, 0, sentAt);
    }

    public static BatchResponse failed(ImUnavailableException failure, long passedBefore) {
        return new BatchResponse(Kind.FAILED, null, null, failure, passedBefore, failure.sentAt());
    }

    /** The same; what passed since an earlier failure of the batch this one is a part of counts as well. */
    public BatchResponse since(BatchResponse earlier) {
        return new BatchResponse(kind, items, words, failure, Math.min(passedBefore, earlier.passedBefore), sentAt);
    }
}
