package dev.imconnector.im.dialect;

/**
 * What IM said of one credit of a batch.
 *
 * @param sourceRef which credit
 * @param kind what it means
 * @param code why it is rejected, for machines; null when only IM's own words say so
 * @param message IM's own words, or its status when it has none; empty when the credit is in IM
 * @param imId what IM calls the credit; null when it has no name of its own there, or is not there
 */
public record CreditVerdict(String sourceRef, Kind kind, String code, String message, String imId) {

    /** By IM's own words alone. */
    public CreditVerdict(String sourceRef, Kind kind, String message) {
        this(sourceRef, kind, null, message, null);
    }

    /** Of a credit that is in IM. */
    public static CreditVerdict there(String sourceRef, Kind kind, String imId) {
        return new CreditVerdict(sourceRef, kind, null, "", imId);
    }

    /** The verdict on a credit that is not taken, with a reason whose code is known. */
    public static CreditVerdict rejected(String sourceRef, String code, String message) {
        return new CreditVerdict(sourceRef, Kind.REJECTED, code, message, null);
    }

    /** What IM may say of a credit. */
    public enum Kind {
        CREATED,
        ALREADY_PRESENT,
        REJECTED,
        /** Nothing that can be relied on; sending the credit again is safe, by IM's own memory or by a look before. */
        UNKNOWN,
        /** IM may have it, and sending it again could make two of it: it stays without an outcome. */
        LOST;

        /** Whether the credit is in IM. */
        public boolean isInIm() {
            return this == CREATED || this == ALREADY_PRESENT;
        }
    }
}
