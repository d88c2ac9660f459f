package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.lambda.http.ApiHandling;
import dev.imconnector.settings.ClientRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The writes of the HTTP API: event and answer of a REST API's proxy integration. */
public final class WriteApiHandler implements RequestStreamHandler {

    private final ApiHandling handling;

    /** As Lambda makes it. */
    public WriteApiHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public WriteApiHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics());
    }

    /**
     * @param environment the environment variables
     * @param metrics who is told of cold starts and of what the token core does
     */
    public WriteApiHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.WRITER, metrics.tokenEvents()), metrics);
    }

    WriteApiHandler(Connector connector, RunMetrics metrics) {
        this.handling = new ApiHandling(new WriteEndpoints(connector).router(), connector.clock(), metrics::coldStart);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(input, output, context);
    }
}
