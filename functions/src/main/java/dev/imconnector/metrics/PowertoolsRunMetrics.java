package dev.imconnector.metrics;

import com.amazonaws.services.lambda.runtime.Context;
import dev.imconnector.http.RequestEvents;
import dev.imconnector.manage.NightCheck.Night;
import dev.imconnector.oauth.TokenEvents;
import dev.imconnector.push.CreditPush;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.settings.ClientRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Measures runs, tokens and requests as EMF lines, under the names and dimensions on which the template's alarms and
 * dashboard rely. A run's counts are those of the whole run and are given once, when it ends, so their sum over a night is
 * the night. A dry run is no run: it must not pass for a night that was pushed.
 */
public final class PowertoolsRunMetrics implements RunMetrics {

    private static final double PERCENT = 100;

    private final MetricLines lines;
    private final Clock clock;
    private final List<RequestMetrics> requests = new CopyOnWriteArrayList<>();

    /**
     * @param environment the environment variables, of which {@code POWERTOOLS_SERVICE_NAME} counts here
     * @param clock whose time the metrics bear
     */
    public PowertoolsRunMetrics(Map<String, String> environment, Clock clock) {
        this.lines = new MetricLines(environment, clock);
        this.clock = clock;
    }

    @Override
    public TokenEvents tokenEvents(ClientRole client) {
        return new TokenMetrics(lines, name(client));
    }

    @Override
    public RequestEvents requestEvents(ClientRole client) {
        var measured = new RequestMetrics(lines, name(client), clock);
        requests.add(measured);
        return measured;
    }

    private static String name(ClientRole client) {
        return client.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void coldStart(Context context) {
        lines.metrics().captureColdStartMetric(context);
    }

    @Override
    public void flush() {
        requests.forEach(RequestMetrics::flush);
    }

    @Override
    public void ended(RunRecord run, Instant startedAt) {
        if (run.kind() == RunKind.CREDIT_PUSH && CreditPush.isDryRun(run)) {
            return;
        }
        lines.write("Kind", run.kind().text(), line -> {
            count(line, "RunCompleted", endedNow(run, RunStatus.COMPLETED, startedAt) ? 1 : 0);
            count(line, "RunFailed", endedNow(run, RunStatus.FAILED, startedAt) ? 1 : 0);
            count(line, "RunIncomplete", run.status() == RunStatus.INCOMPLETE ? 1 : 0);
            run.waiting()
                    .ifPresent(waiting -> line.addMetric(
                            "WaitingSeconds",
                            Duration.between(waiting.since(), run.updatedAt()).toSeconds(),
                            MetricUnit.SECONDS));
            if (endedNow(run, run.status(), startedAt)) {
                counts(line, run);
            }
        });
    }

    @Override
    public void nightChecked(Night night) {
        lines.write(line -> count(line, "NightNotCompleted", night.completed() ? 0 : 1));
    }

    private static void counts(Metrics line, RunRecord run) {
        switch (run.kind()) {
            case CREDIT_PUSH -> outcomes(line, run);
            case RECONCILIATION -> {
                count(line, "Read", run.read());
                count(line, "Rows", run.rows());
                if (run.status() == RunStatus.COMPLETED) {
                    count(
                            line,
                            "Differences",
                            run.differences().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
                }
            }
            case RESULTS_PULL -> {
                count(line, "Rows", run.rows());
                count(line, "Pages", run.pages());
            }
        }
        count(line, "ReportMissing", run.report().isPresent() ? 0 : 1);
        count(line, "Requests", run.requestCounts().requests());
        count(line, "TokenFetches", run.requestCounts().tokenFetches());
        count(line, "Throttled", run.requestCounts().throttled());
        count(line, "Retried", run.requestCounts().retried());
        line.addMetric(
                "RunSeconds",
                Duration.between(run.startedAt(), run.finishedAt().orElseThrow())
                        .toSeconds(),
                MetricUnit.SECONDS);
    }

    private static void outcomes(Metrics line, RunRecord run) {
        count(line, "Read", run.read());
        count(line, "Created", run.created());
        count(line, "AlreadyPresent", run.alreadyPresent());
        count(line, "Rejected", run.rejected());
        count(line, "Failed", run.failed());
        count(line, "LateInput", run.lateInput().size());
        count(line, "LeftOut", run.leftOut());
        count(line, "Warnings", run.warnings().size());
        run.presence().ifPresent(found -> {
            count(line, "PresentWithoutReceipt", found.withoutReceipt());
            count(line, "CorrectionsNotInIm", found.changed());
        });
        if (run.read() > 0) {
            line.addMetric("RejectedPercent", PERCENT * run.rejected() / run.read(), MetricUnit.PERCENT);
        }
    }

    private static boolean endedNow(RunRecord run, RunStatus status, Instant startedAt) {
        return run.status() == status
                && run.finishedAt()
                        .filter(at -> !at.isBefore(startedAt.truncatedTo(ChronoUnit.MILLIS)))
                        .isPresent();
    }

    private static void count(Metrics line, String name, long count) {
        line.addMetric(name, count, MetricUnit.COUNT);
    }
}
