package dev.imconnector.problem;

import java.time.Instant;
import java.util.Objects;

/**
 * A problem that may pass by itself, with what must change for that.
 *
 * @param reason what is waited for
 * @param notBefore the moment before which trying again is pointless, or null when nobody named one
 */
public record Transient(Reason reason, Instant notBefore) {

    /** What can be waited for. */
    public enum Reason {
        /** The next invocation: this one's time is up. */
        TIME,
        /** The export that is to be pushed. */
        INPUT,
        /** A limit on requests that has been met. */
        RATE_LIMIT,
        /** IM refuses a token that was just issued, after it has taken others: it may have been revoked by coincidence. */
        TOKEN_REFUSED,
        /** The same by the first request of all: that is a coincidence once, and not the next time. */
        TOKEN_REFUSED_AT_ONCE,
        /** IM, its token endpoint, or where its secret and the settings are kept, answering as they should. */
        IM_UNAVAILABLE
    }

    public Transient {
        Objects.requireNonNull(reason, "reason");
    }

    public Transient(Reason reason) {
        this(reason, null);
    }
}
