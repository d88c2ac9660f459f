package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;

/** When a run last got further, and how often it has waited since; part of a checkpoint. For use by one thread. */
public final class RunProgress {

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    private Instant at;

    @JsonProperty
    private int waits;

    private RunProgress() {}

    public static RunProgress since(Instant begin) {
        var progress = new RunProgress();
        progress.at = begin;
        return progress;
    }

    /** Whether a checkpoint that it was read from had it whole. */
    public boolean looksWhole() {
        return at != null && waits >= 0;
    }

    /** The run got further. */
    public void made(Instant now) {
        at = now;
        waits = 0;
    }

    /** It waits for something that has not said until when. */
    void waited() {
        waits++;
    }

    /** When the run last got further. */
    Instant at() {
        return at;
    }

    /** How many invocations in a row have ended waiting since, for something that had not said until when. */
    public int waits() {
        return waits;
    }
}
