package dev.imconnector.run;

import java.time.Instant;

/**
 * What an INCOMPLETE run waits for.
 *
 * @param reason for what
 * @param since the moment from which it has been waiting, over all invocations
 */
public record Waiting(Reason reason, Instant since) {

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
