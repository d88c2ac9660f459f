package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.metrics.RunMetrics;

/** Makes handlers of a connector that lives in a test's own time: in this package, for only here that can be done. */
public final class ColdHandlers {

    private ColdHandlers() {}

    public static RequestStreamHandler push(Connector connector) {
        return new PushCreditsHandler(connector, RunMetrics.NONE);
    }

    public static RequestStreamHandler pull(Connector connector) {
        return new PullResultsHandler(connector, RunMetrics.NONE);
    }

    public static RequestStreamHandler writes(Connector connector) {
        return new WriteApiHandler(connector, RunMetrics.NONE);
    }

    public static RequestStreamHandler reads(Connector connector) {
        return new ReadApiHandler(connector, RunMetrics.NONE);
    }
}
