package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.reconcile.ReconcileRequest;
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
 * Compares what the CRM sent with what IM holds. Event: {@code {"runId"?, "scheduledTime"?, "credits"?, "filter"?,
 * "ignoreExtra"?, "retry"?}}; answer: the run's record, with the number of differences of each kind.
 */
public final class ReconcileHandler implements RequestStreamHandler {

    private static final Set<String> FIELDS =
            Set.of("runId", "scheduledTime", "credits", "filter", "ignoreExtra", "retry");

    private final Connector connector;
    private final RunHandling handling;

    /** As Lambda makes it. */
    public ReconcileHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public ReconcileHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    /**
     * @param environment the environment variables
     * @param metrics where runs are measured
     */
    public ReconcileHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.READER, metrics), metrics);
    }

    ReconcileHandler(Connector connector, RunMetrics metrics) {
        this.connector = connector;
        this.handling = new RunHandling(RunKind.RECONCILIATION, FIELDS, connector.clock(), metrics);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(input, output, context, this::reconcile);
    }

    private RunRecord reconcile(RunEvent event, Deadline deadline) {
        return connector.reconciliation().reconcile(request(event), deadline);
    }

    private static ReconcileRequest request(RunEvent event) {
        return new ReconcileRequest(
                event.text("runId"),
                event.instant("scheduledTime"),
                event.text("credits"),
                event.text("filter"),
                event.flag("ignoreExtra"),
                event.flag("retry"));
    }
}
