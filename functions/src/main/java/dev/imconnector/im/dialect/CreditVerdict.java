package dev.imconnector.im.dialect;

/**
 * What IM said of one credit of a batch.
 *
 * @param sourceRef which credit
 * @param kind what it means
 * @param message IM's own words, or its status when it has none; empty when the credit is in IM
 */
public record CreditVerdict(String sourceRef, Kind kind, String message) {

    /** What IM may say of a credit. */
    public enum Kind {
        CREATED,
        ALREADY_PRESENT,
        REJECTED,
        /** Nothing that can be relied on; sending the credit again is safe, because IM knows it by its sourceRef. */
        UNKNOWN;

        /** Whether the credit is in IM. */
        public boolean isInIm() {
            return this == CREATED || this == ALREADY_PRESENT;
        }
    }
}
