package dev.imconnector.lambda;

import dev.imconnector.oauth.FetchReason;
import dev.imconnector.oauth.TokenEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Measures what the token core does, as EMF lines of their own. Thread-safe; never with a client id. */
final class TokenMetrics implements TokenEvents {

    private static final double HOURS_A_DAY = 24;

    private final Metrics metrics;
    private final String namespace;

    TokenMetrics(Metrics metrics, String namespace) {
        this.metrics = metrics;
        this.namespace = namespace;
    }

    @Override
    public void tokenFetched(FetchReason reason, Duration took) {
        var dimensions = DimensionSet.of("Reason", reason.name());
        metrics.flushSingleMetric("TokenFetched", 1, MetricUnit.COUNT, namespace, dimensions);
        metrics.flushSingleMetric(
                "TokenFetchMilliseconds", took.toMillis(), MetricUnit.MILLISECONDS, namespace, dimensions);
    }

    @Override
    public void credentialsRead(String versionId, Optional<Duration> age) {
        age.ifPresent(known -> metrics.flushSingleMetric(
                "ClientSecretAgeDays", known.toHours() / HOURS_A_DAY, MetricUnit.NONE, namespace));
    }

    @Override
    public void gateTripped(String versionId, Instant closedUntil) {
        metrics.flushSingleMetric("ClientRejected", 1, MetricUnit.COUNT, namespace);
    }
}
