package dev.imconnector.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Measures runs as EMF lines, which Lambda turns into CloudWatch metrics. Their dimensions are the service (environment
 * variable {@code POWERTOOLS_SERVICE_NAME}) and the kind of run. Counts are those of the whole run and are given once,
 * when it ends, so their sum over a night is the night.
 */
public final class PowertoolsRunMetrics implements RunMetrics {

    private static final String NAMESPACE = "IMConnector";

    private final Metrics metrics;

    public PowertoolsRunMetrics() {
        metrics = MetricsFactory.getMetricsInstance();
        metrics.setNamespace(NAMESPACE);
        metrics.setRaiseOnEmptyMetrics(false);
    }

    @Override
    public TokenEvents tokenEvents() {
        return new TokenMetrics(metrics, NAMESPACE);
    }

    @Override
    public void coldStart(Context context) {
        metrics.captureColdStartMetric(context);
    }

    @Override
    public void ended(RunRecord run, Instant startedAt) {
        metrics.addDimension(DimensionSet.of("Kind", run.kind().text()));
        count("RunCompleted", endedNow(run, RunStatus.COMPLETED, startedAt) ? 1 : 0);
        count("RunFailed", endedNow(run, RunStatus.FAILED, startedAt) ? 1 : 0);
        count("RunIncomplete", run.status() == RunStatus.INCOMPLETE ? 1 : 0);
        run.waiting()
                .ifPresent(waiting -> metrics.addMetric(
                        "WaitingSeconds",
                        Duration.between(waiting.since(), run.updatedAt()).toSeconds(),
                        MetricUnit.SECONDS));
        if (endedNow(run, run.status(), startedAt)) {
            counts(run);
        }
        metrics.flush();
    }

    private void counts(RunRecord run) {
        switch (run.kind()) {
            case CREDIT_PUSH -> outcomes(run);
            case RESULTS_PULL -> {
                count("Rows", run.rows());
                count("Pages", run.pages());
            }
        }
        count("ReportMissing", run.report().isPresent() ? 0 : 1);
        count("Requests", run.traffic().requests());
        count("TokenFetches", run.traffic().tokenFetches());
        count("Throttled", run.traffic().throttled());
        count("Retried", run.traffic().retried());
        metrics.addMetric(
                "RunSeconds",
                Duration.between(run.startedAt(), run.finishedAt().orElseThrow())
                        .toSeconds(),
                MetricUnit.SECONDS);
    }

    private void outcomes(RunRecord run) {
        count("Read", run.read());
        count("Created", run.created());
        count("AlreadyPresent", run.alreadyPresent());
        count("Rejected", run.rejected());
        count("Failed", run.failed());
        count("LateInput", run.lateInput().size());
    }

    private static boolean endedNow(RunRecord run, RunStatus status, Instant startedAt) {
        return run.status() == status
                && run.finishedAt()
                        .filter(at -> !at.isBefore(startedAt.truncatedTo(ChronoUnit.MILLIS)))
                        .isPresent();
    }

    private void count(String name, long count) {
        metrics.addMetric(name, count, MetricUnit.COUNT);
    }
}
