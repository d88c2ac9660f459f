package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.lambda.http.ApiHandling;
import dev.imconnector.settings.ClientRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The reads of the HTTP API: event and answer of a REST API's proxy integration. */
public final class ReadApiHandler implements RequestStreamHandler {

    private final ApiHandling handling;

    /** As Lambda makes it. */
    public ReadApiHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public ReadApiHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics());
    }

    /**
     * @param environment the environment variables
     * @param metrics who is told of cold starts and of what the token core does
     */
    public ReadApiHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.READER, metrics.tokenEvents()), metrics);
    }

    ReadApiHandler(Connector connector, RunMetrics metrics) {
        this.handling = new ApiHandling(new ReadEndpoints(connector).router(), connector.clock(), metrics::coldStart);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(input, output, context);
    }
}
