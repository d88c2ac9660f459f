package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/**
 * What an INCOMPLETE run waits for.
 *
 * @param reason for what
 * @param since the moment from which it has been waiting, over all invocations
 * @param until the moment before which IM, or its token endpoint, has asked not to be called; null when neither has
 */
public record Waiting(
        Reason reason,
        Instant since,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant until) {

    public Waiting {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }

    public Waiting(Reason reason, Instant since) {
        this(reason, since, null);
    }

    /** What can be waited for. */
    public enum Reason {
        /** The export is not there yet. */
        INPUT,
        /** IM said that it was asked too often. */
        RATE_LIMIT,
        /** IM, its token endpoint, the secret's or the settings' store does not answer as it should. */
        IM_UNAVAILABLE
    }
}
