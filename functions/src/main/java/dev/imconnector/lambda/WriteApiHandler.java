package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.lambda.http.ApiHandling;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The writes of the HTTP API: event and answer of a REST API's proxy integration. */
public final class WriteApiHandler implements RequestStreamHandler {

    private final ApiHandling handling;
    private final RunMetrics metrics;

    /** As Lambda makes it. */
    public WriteApiHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public WriteApiHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    /**
     * @param environment the environment variables
     * @param metrics who measures cold starts, tokens and requests
     */
    public WriteApiHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.WRITER, metrics), metrics);
    }

    WriteApiHandler(Connector connector, RunMetrics metrics) {
        this.metrics = metrics;
        this.handling = new ApiHandling(new WriteEndpoints(connector).router(), connector.clock(), metrics::coldStart);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            handling.handle(input, output, context);
        } finally {
            metrics.flush();
        }
    }
}
