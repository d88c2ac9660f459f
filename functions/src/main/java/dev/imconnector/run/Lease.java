package dev.imconnector.run;

import java.time.Instant;
import java.util.Objects;

/**
 * Says which invocation may send and write for a run, and until when.
 *
 * @param owner a name that no other invocation has
 * @param generation how often the run was taken up, the first time 1; part of the names of parts
 * @param sequence counts the writes of the record, so that a writer recognises its own after a lost answer
 * @param expiresAt when others may take over; null once the owner gave it back
 */
public record Lease(String owner, int generation, long sequence, Instant expiresAt) {

    public Lease {
        Objects.requireNonNull(owner, "owner");
    }

    boolean isLive(Instant now) {
        return expiresAt != null && expiresAt.isAfter(now);
    }
}
