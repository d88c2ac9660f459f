package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.pull.PullRequest;
import dev.imconnector.pull.RowSelection;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;

/**
 * Pulls results, or another entity. Event: {@code {"runId"?, "scheduledTime"?, "entity"?, "filter"?, "select"?,
 * "orderby"?, "format"?, "retry"?}}; answer: the run's record.
 */
public final class PullResultsHandler implements RequestStreamHandler {

    private static final Set<String> FIELDS =
            Set.of("runId", "scheduledTime", "entity", "filter", "select", "orderby", "format", "retry");

    private final Connector connector;
    private final RunHandling handling;

    /** As Lambda makes it. */
    public PullResultsHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public PullResultsHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    /**
     * @param environment the environment variables
     * @param metrics where runs are measured
     */
    public PullResultsHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.READER, metrics), metrics);
    }

    PullResultsHandler(Connector connector, RunMetrics metrics) {
        this.connector = connector;
        this.handling = new RunHandling(RunKind.RESULTS_PULL, FIELDS, connector.clock(), metrics);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(input, output, context, this::pull);
    }

    private RunRecord pull(RunEvent event, Deadline deadline) {
        return connector.resultsPull().pull(request(event), deadline);
    }

    private static PullRequest request(RunEvent event) {
        return new PullRequest(
                event.text("runId"),
                event.instant("scheduledTime"),
                event.text("entity"),
                new RowSelection(event.text("filter"), event.text("select"), event.text("orderby")),
                event.text("format"),
                event.flag("retry"));
    }
}
