package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.problem.CleanText;
import dev.imconnector.push.PushRequest;
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
 * Pushes credits. Event: {@code {"runId"?, "scheduledTime"?, "credits"?, "retry"?, "dryRun"?, "requestedBy"?}}; answer:
 * the run's record.
 */
public final class PushCreditsHandler implements RequestStreamHandler {

    private static final Set<String> FIELDS =
            Set.of("runId", "scheduledTime", "credits", "retry", "dryRun", "requestedBy");
    private static final int MAX_REQUESTED_BY = 255;

    private final Connector connector;
    private final RunHandling handling;

    /** As Lambda makes it. */
    public PushCreditsHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public PushCreditsHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    /**
     * @param environment the environment variables
     * @param metrics where runs are measured
     */
    public PushCreditsHandler(Map<String, String> environment, RunMetrics metrics) {
        this(Connector.warm(environment, ClientRole.WRITER, metrics), metrics);
    }

    PushCreditsHandler(Connector connector, RunMetrics metrics) {
        this.connector = connector;
        this.handling = new RunHandling(RunKind.CREDIT_PUSH, FIELDS, connector.clock(), metrics);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(input, output, context, this::push);
    }

    private RunRecord push(RunEvent event, Deadline deadline) {
        return connector.creditPush().push(request(event), deadline);
    }

    private static PushRequest request(RunEvent event) {
        return new PushRequest(
                event.text("runId"),
                event.instant("scheduledTime"),
                event.text("credits"),
                event.flag("retry"),
                event.flag("dryRun"),
                event.text("requestedBy").map(text -> CleanText.of(text, MAX_REQUESTED_BY)));
    }
}
