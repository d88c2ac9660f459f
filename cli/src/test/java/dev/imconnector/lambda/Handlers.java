package dev.imconnector.lambda;

import dev.imconnector.settings.ClientRole;
import java.util.Map;

/** Makes handlers that live in a test's own time, cold each: in this package, for only here that can be done. */
public final class Handlers {

    private Handlers() {}

    public static PushCreditsHandler push(Map<String, String> environment, Platform platform) {
        return new PushCreditsHandler(
                new Connector(environment, ClientRole.WRITER, platform, RunMetrics.NONE), RunMetrics.NONE);
    }
}
