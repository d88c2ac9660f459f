package dev.imconnector.im.dialect;

import java.util.List;

/**
 * What IM answered to a batch of credits, item by item. The order says nothing.
 *
 * @param items the items as IM wrote them; may lack some, and name others that were not in the batch
 */
public record BatchAnswer(List<Item> items) {

    /** What an item's status and words mean. */
    public enum Verdict {
        CREATED,
        ALREADY_PRESENT,
        REJECTED,
        /** A status nobody knows: no outcome. */
        UNKNOWN
    }

    /**
     * @param sourceRef which credit
     * @param verdict what it means
     * @param message IM's own words, or its status when it has none; empty when the credit is in IM
     */
    public record Item(String sourceRef, Verdict verdict, String message) {}
}
