package dev.imconnector.metrics;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.manage.NightCheck.Night;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import java.time.Instant;

/** Measures runs. */
public interface RunMetrics {

    /** Measures nothing: for the command line, where nobody collects metrics. */
    RunMetrics NONE = new RunMetrics() {
        @Override
        public void coldStart(Context context) {}

        @Override
        public void ended(RunRecord run, Instant startedAt) {}
    };

    /** Who measures what the token core does for that client. */
    default TokenEvents tokenEvents(ClientRole client) {
        return TokenEvents.NONE;
    }

    /** Who measures what is sent to IM by that client. */
    default RequestEvents requestEvents(ClientRole client) {
        return RequestEvents.NONE;
    }

    /** Counts the first invocation of an environment. To be called before anything logs. */
    void coldStart(Context context);

    /**
     * Measures an invocation that has ended.
     *
     * @param startedAt when it began; a run that ended earlier is only shown once more, and not measured again
     */
    void ended(RunRecord run, Instant startedAt);

    /** Measures a look at the night. */
    default void nightChecked(Night night) {}

    /** Writes what is measured and not written yet: to be called when an invocation ends, however it does. */
    default void flush() {}
}
