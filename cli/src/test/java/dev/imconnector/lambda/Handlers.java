package dev.imconnector.lambda;

import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import java.util.Map;

/** Makes handlers that live in a test's own time, cold each: in this package, for only here that can be done. */
public final class Handlers {

    private Handlers() {}

    public static PushCreditsHandler push(Map<String, String> environment, Platform platform) {
        return push(environment, platform, RunMetrics.NONE);
    }

    public static PushCreditsHandler push(Map<String, String> environment, Platform platform, RunMetrics metrics) {
        return new PushCreditsHandler(new Connector(environment, ClientRole.WRITER, platform, metrics), metrics);
    }

    public static PullResultsHandler pull(Map<String, String> environment, Platform platform, RunMetrics metrics) {
        return new PullResultsHandler(new Connector(environment, ClientRole.READER, platform, metrics), metrics);
    }

    public static ReconcileHandler reconcile(Map<String, String> environment, Platform platform, RunMetrics metrics) {
        return new ReconcileHandler(new Connector(environment, ClientRole.READER, platform, metrics), metrics);
    }

    public static CheckNightHandler checkNight(Map<String, String> environment, Platform platform, RunMetrics metrics) {
        return new CheckNightHandler(new Connector(environment, ClientRole.READER, platform, metrics), metrics);
    }
}
