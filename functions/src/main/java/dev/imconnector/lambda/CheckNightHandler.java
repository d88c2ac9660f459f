package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.imconnector.app.Connector;
import dev.imconnector.app.Platform;
import dev.imconnector.manage.NightCheck.Night;
import dev.imconnector.metrics.PowertoolsRunMetrics;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunRecords;
import dev.imconnector.settings.ClientRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Looks, at the hour at which it is due, whether the night's push has completed. Event: {@code {"scheduledTime"?}};
 * answer: {@code {"runId","completed","found"}}. Whatever keeps it from looking is thrown, so that Lambda counts an error
 * and calls again: a check that cannot check must not look like a good night.
 */
public final class CheckNightHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CheckNightHandler.class);
    private static final Set<String> FIELDS = Set.of("scheduledTime");
    private static final String RUN_ID = "run_id";

    private final Connector connector;
    private final RunMetrics metrics;

    /** As Lambda makes it. */
    public CheckNightHandler() {
        this(System.getenv());
    }

    /** @param environment the environment variables */
    public CheckNightHandler(Map<String, String> environment) {
        this(environment, new PowertoolsRunMetrics(environment, Platform.real().clock()));
    }

    private CheckNightHandler(Map<String, String> environment, RunMetrics metrics) {
        // It calls nobody, so either client would do: the reader's can do least.
        this(Connector.warm(environment, ClientRole.READER, metrics), metrics);
    }

    CheckNightHandler(Connector connector, RunMetrics metrics) {
        this.connector = connector;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        metrics.coldStart(context);
        var event = RunEvent.read(input, FIELDS);
        try {
            Night night = PowertoolsLogging.withLogging(context, () -> check(event));
            RunRecords.json().writeValue(output, night);
        } finally {
            MDC.remove(RUN_ID);
        }
    }

    private Night check(RunEvent event) {
        var night = connector
                .nightCheck()
                .of(event.instant("scheduledTime").orElse(connector.clock().instant()));
        MDC.put(RUN_ID, night.runId());
        if (night.completed()) {
            LOG.info("The night's push has completed. {}", night.found());
        } else {
            LOG.error("The night's push has not completed at the hour at which it is due. {}", night.found());
        }
        metrics.nightChecked(night);
        return night;
    }
}
