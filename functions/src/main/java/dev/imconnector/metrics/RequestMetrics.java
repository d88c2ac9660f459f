package dev.imconnector.metrics;

import dev.imconnector.http.RequestEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Measures the requests to IM, token calls included: one line for each minute in which there were some, so that what goes
 * wrong is known before a long invocation ends, and even if it dies. Thread-safe.
 */
final class RequestMetrics implements RequestEvents {

    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final double MILLIS_A_SECOND = 1_000;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final MetricLines lines;
    private final String client;
    private final Clock clock;
    private Counts counts;

    /** What happened since a moment. */
    private static final class Counts {

        private final Instant since;
        private long answers;
        private long unanswered;
        private long throttled;
        private long serverErrors;
        private long unauthorized;
        private long totalMillis;
        private long longestMillis;
        private long waitedMillis;

        private Counts(Instant since) {
            this.since = since;
        }

        private void writeTo(Metrics line) {
            line.addMetric("ImRequests", answers + unanswered, MetricUnit.COUNT);
            line.addMetric("ImThrottled", throttled, MetricUnit.COUNT);
            line.addMetric("ImServerErrors", serverErrors, MetricUnit.COUNT);
            line.addMetric("ImNoAnswer", unanswered, MetricUnit.COUNT);
            line.addMetric("RateLimitWaitSeconds", waitedMillis / MILLIS_A_SECOND, MetricUnit.SECONDS);
            if (answers > 0) {
                line.addMetric("ImMeanMilliseconds", (double) totalMillis / answers, MetricUnit.MILLISECONDS);
                line.addMetric("ImMaxMilliseconds", longestMillis, MetricUnit.MILLISECONDS);
            }
        }
    }

    /** @param client which client it is: never its id */
    RequestMetrics(MetricLines lines, String client, Clock clock) {
        this.lines = lines;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public synchronized void answered(int status, Duration took) {
        var now = countsOfThisMinute();
        now.answers++;
        now.totalMillis += took.toMillis();
        now.longestMillis = Math.max(now.longestMillis, took.toMillis());
        if (status == TOO_MANY_REQUESTS) {
            now.throttled++;
        } else if (status == UNAUTHORIZED) {
            now.unauthorized++;
        } else if (status >= SERVER_ERROR) {
            now.serverErrors++;
        }
    }

    @Override
    public synchronized void unanswered() {
        countsOfThisMinute().unanswered++;
    }

    @Override
    public synchronized void waitedForSlot(Duration time) {
        countsOfThisMinute().waitedMillis += time.toMillis();
    }

    /** Writes what is counted and not written yet; at the end of an invocation, because there may not be another. */
    synchronized void flush() {
        if (counts == null) {
            return;
        }
        var ended = counts;
        counts = null;
        lines.write(ended::writeTo);
        if (ended.unauthorized > 0) {
            lines.write(
                    "Client", client, line -> line.addMetric("ImUnauthorized", ended.unauthorized, MetricUnit.COUNT));
        }
    }

    private Counts countsOfThisMinute() {
        var now = clock.instant();
        if (counts != null && !now.isBefore(counts.since.plus(SPAN))) {
            flush();
        }
        if (counts == null) {
            counts = new Counts(now);
        }
        return counts;
    }
}
